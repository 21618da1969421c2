/** What a reason in a text may rest on. */
type Ground = 'purchases' | 'views' | 'place' | 'person' | 'others';

type Claiming = {
  readonly ground: Ground;
  /** Ways to say it in the languages of the panel. */
  readonly said: RegExp;
  /** What a signed factor or its data would hold if it were so. */
  readonly signed: RegExp;
};

/** Only plain ways to give a reason: a text that merely mentions something is not taken at its word. */
const CLAIMS: readonly Claiming[] = [
  {
    ground: 'purchases',
    said: /(?:\b(?:because|since) you(?:['’]ve| have)? (?:\w{1,12} )?(?:bought|purchased|ordered)\b|\bbased on your (?:\w{1,12} )?(?:purchases?|orders?)\b|\b(?:weil|da) (?:Sie|du) [^.!?\n]{0,60}\b(?:gekauft|bestellt)\b|\baufgrund (?:Ihrer|deiner) (?:\w{1,12} )?(?:Käufe|Einkäufe|Bestellungen)\b|لأنك اشتريت|بناءً? على (?:مشترياتك|طلباتك))[^.!?؟\n]{0,60}/iu,
    signed: /purchas|order|bought|basket|cart|kauf|bestell|شراء|مشتري|اشتر|طلب/iu,
  },
  {
    ground: 'views',
    said: /(?:\b(?:because|since) you(?:['’]ve| have)? (?:\w{1,12} )?(?:viewed|looked at|browsed)\b|\bbased on your brows\w{1,6}|\b(?:weil|da) (?:Sie|du) [^.!?\n]{0,60}\b(?:angesehen|angeschaut)\b|لأنك شاهدت|لأنك تصفحت)[^.!?؟\n]{0,60}/iu,
    signed: /view|brows|click|visit|look|angeseh|angeschau|besuch|مشاهد|شاهد|تصفح/iu,
  },
  {
    ground: 'place',
    said: /(?:\bbased on (?:your location|where you (?:are|live))\b|\b(?:because|since) you (?:live|are) in\b|\baufgrund (?:Ihres|deines) (?:Standorts?|Wohnorts?)\b|\b(?:weil|da) (?:Sie|du) in [^.!?\n]{0,40}\b(?:wohnen|wohnst|leben|lebst)\b|بناءً? على موقعك|لأنك تعيش في)[^.!?؟\n]{0,60}/iu,
    signed: /locat|region|country|city|address|place|standort|wohn|ort\b|land\b|موقع|مدينة|بلد/iu,
  },
  {
    ground: 'person',
    said: /(?:\bbased on your (?:age|gender|income|profile)\b|\b(?:because|since) you are (?:a (?:man|woman|parent|student)\b|\d{1,3}\b)|\baufgrund (?:Ihres|deines) (?:Alters|Geschlechts|Einkommens|Profils)\b|بناءً? على (?:عمرك|جنسك|دخلك|ملفك))[^.!?؟\n]{0,60}/iu,
    signed: /\bage\b|gender|income|profile|segment|demograph|alter\b|geschlecht|einkommen|profil|عمر|جنس|دخل|ملف/iu,
  },
  {
    ground: 'others',
    said: /(?:\b(?:because|since) (?:other|many) (?:shoppers|customers|people) (?:also )?(?:bought|liked?|loved?|viewed|chose)\b|\bbecause it is (?:popular|a best[- ]?seller)\b|\b(?:weil|da) (?:andere|viele) [^.!?\n]{0,60}\b(?:gekauft|bestellt|mögen|lieben)\b|\bweil es beliebt ist\b|لأن (?:آخرين|كثيرين) اشتروا)[^.!?؟\n]{0,60}/iu,
    signed: /other|popular|best|together|with|everyone|ander|beliebt|alle|zusammen|آخر|الجميع|رائج|معا/iu,
  },
];

/** A reason a text gives, in its own words. */
export type Claim = { readonly ground: Ground; readonly words: string };

/** The reasons a chat answer gives that nothing in `signed` bears out; `signed` is everything the signed factors say, as one text. */
export const unsignedClaims = (said: string, signed: string): readonly Claim[] =>
  CLAIMS.flatMap(({ ground, said: pattern, signed: borneOut }) => {
    const words = pattern.exec(said)?.[0].trim();
    return words === undefined || borneOut.test(signed) ? [] : [{ ground, words }];
  });
