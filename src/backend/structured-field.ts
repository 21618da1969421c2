/** A String (RFC 9651 §3.3.3): printable ASCII in quotes; only a quote and a backslash are escaped. Linear. */
const STRING = /^ *"((?:[ !#-[\]-~]|\\["\\])*)" *$/;

/**
 * The text of a header that is one structured string (RFC 9651 §4.2.5); undefined when it is none. Lines of one header
 * come joined with a comma and a space. Parameters are refused: no field of the contract knows any.
 */
export const readStructuredString = (header: string): string | undefined =>
  STRING.exec(header)?.[1]?.replace(/\\(["\\])/g, '$1');
