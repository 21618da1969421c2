/** Counts of fewer shoppers than this could speak of one of them. */
const FEWEST_SHOPPERS = 10;
/** Codes that speak of the shopper even when the engine cites nothing. */
const PERSONAL_CODES = /^(?:bought-with|viewed-with|in-basket|profile-interest|segment|location|device)$/;

/** No explanation is for longer than a day, in seconds. */
export const LONGEST_VALID = 86_400;
/** 31 December 9999, in seconds since 1970: later times cannot be written in RFC 3339. */
export const LAST_SECOND = 253_402_300_799;

/** Whether a count of shoppers is told, and too small to be shown. */
export const isFew = (count: number | undefined): boolean => count !== undefined && count < FEWEST_SHOPPERS;

/** Whether a factor's code speaks of the shopper. */
export const isPersonalCode = (code: string): boolean => PERSONAL_CODES.test(code);
