import * as v from 'valibot';
import { object } from './shape.ts';

/** The merchant-named `explanations-src`: `GET ?ids=a,b` → compact JWS, in the order asked. */
export const explanationList = object({ explanations: v.pipe(v.array(v.string()), v.maxLength(50)) });
