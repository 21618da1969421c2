import fc from 'fast-check';

/** JSON that one part or another of a system likes to change: numbers at the edges, names that sort in two ways, text that gets normalised. */
export const EXOTIC: readonly string[] = [
  '[0,-0,1e21,1e-7,5e-324,1.7976931348623157e308,333333333.33333329,0.1,9007199254740993,1e-400]',
  String.raw`{"\u0000\u0001\u001f\u007f\u0080":"\b\t\n\f\r\"\\\/","\u2028":"\u2029","\ufeff":"\ufffe\uffff"}`,
  String.raw`{"\ufb33":1,"\ud83d\ude00":2,"\u00f6":3,"o\u0308":4,"Z":5,"a":6,"":7,"10":8,"2":9,"1":10}`,
  '{"caf\u00e9":"cafe\u0301","\u212b":"\u00c5","\ufb01":"fi","\u1e9b\u0323":"\u017f\u0323\u0307"}',
  '["\u{1f468}\u200d\u{1f469}\u200d\u{1f467}","\u202eabc\u202c","\u05d0\u0627","\u{10ffff}","\ue000","\u{1f3f4}\u{e0067}\u{e007f}"]',
  '{"a":{"b":[[],{},[{}],null,true,false,""]}," ":" ","\'":"; drop table x --","$1":"%s"}',
  '"\\ud83d\\ude00 is one character"',
  'null',
];

/** Any value of I-JSON (RFC 7493), as its text. The reserved names are refused before anything else. */
export const anyJsonText: fc.Arbitrary<string> = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 4 })
  .map((value) => JSON.stringify(value))
  .filter((text) => !/"(?:__proto__|constructor|prototype)":/.test(text));
