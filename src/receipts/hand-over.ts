import type { SavedFile } from './receipt-saving.ts';

/** Gives a file to the shopper: a link made for one click, nothing leaves the device. */
export const handOver = ({ name, type, text }: SavedFile): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
