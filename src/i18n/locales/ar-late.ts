import type { Messages } from '../i18n.ts';

export const arLate: Messages = {};
