import * as v from 'valibot';

/** The merchant-named `explanations-src`: `GET ?ids=a,b` → compact JWS, in the order asked. */
export const explanationList = v.object({ explanations: v.pipe(v.array(v.string()), v.maxLength(50)) });
