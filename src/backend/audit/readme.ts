/** What a bundle says of itself, for whoever opens it without Candor. */
export const README = `Audit bundle: what a shop recorded of consent, in a range of time.

manifest.jws       Signed by the shop: the range, how many of each kind, and the SHA-256 of every other file (base64url).
                   A compact JWS (RFC 7515) of type "audit-manifest+jws".
jwks.json          The shop's public keys (RFC 7517). Compare them with those the shop publishes at
                   /.well-known/candor/jwks.json: a bundle cannot vouch for its own keys.
events.jsonl       Consent events, one a line, in the order the shop recorded them. Each line is canonical JSON (RFC 8785);
                   "prev" is the SHA-256 of the same subject's event before it.
objections.jsonl   Objections, one a line. retractions.jsonl: those that were taken back.
receipts.jws       The receipts the shop gave for them, one compact JWS a line, in the same order. Each holds its event,
                   the event's SHA-256, when the shop received it, its number in the record ("order"), and what it led to.
notices/           What was shown, by the SHA-256 that events name. Each file is the canonical JSON of the words.

"candor verify BUNDLE.zip --jwks FILE-OR-ADDRESS" checks all of it without a network but for the keys.
What was erased on a subject's demand is not here; its numbers are missing from the order, and the check says so.
`;
