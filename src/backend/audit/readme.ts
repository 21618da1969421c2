/** What a bundle says of itself, for whoever opens it without Candor. */
export const README = `Audit bundle: what a shop recorded of consent, in a range of time.

manifest.jws       Signed by the shop: the range, how many of each kind, and the SHA-256 of every other file (base64url).
                   A compact JWS (RFC 7515) of type "audit-manifest+jws".
jwks.json          The shop's public keys (RFC 7517). Compare them with those the shop publishes at
                   /.well-known/candor/jwks.json: a bundle cannot vouch for its own keys.
events.jsonl       Consent events, one a line, in the order the shop recorded them. Each line is canonical JSON (RFC 8785);
                   "prev" is the SHA-256 of the same subject's event before it.
objections.jsonl   Objections, one a line. retractions.jsonl: those that were taken back.
erasures.jsonl     Subjects that asked for erasure, and the day it is done. Until then what was recorded of them is here.
erased.jsonl       How much was deleted since, by erasure or retention: the day, the notice it named, how many acts. Nothing
                   else of it is kept; its numbers are missing from the order.
receipts.jws       The receipts the shop gave for them, one compact JWS a line, in the same order. Each holds its event,
                   the event's SHA-256, when the shop received it, its number in the record ("order"), and what it led to.
checkpoint.txt     The head of the shop's log of receipts when the bundle was made, signed (c2sp.org/tlog-checkpoint).
proofs.jsonl       That each receipt is in that log. "proof" with checkpoint.txt right behind it is a proof as in
                   c2sp.org/tlog-proof; its extra line is the salt of the receipt's leaf.
notices/           What was shown, by the SHA-256 that events name. Each file is the canonical JSON of the words.

"candor verify BUNDLE.zip --jwks FILE-OR-ADDRESS" checks all of it without a network but for the keys.
`;
