/** Words of the law. */
export const explainLawText = {
  'why.law.as-of': 'For {region}, as of {date}. This is no legal advice.',
  'why.law.no-region': 'The shop names no region, so nothing is said here about the law.',
  'why.law.unknown': 'No rule for {region} is known here.',
  'why.law.applies': 'The shop must do this',
  'why.law.voluntary': 'Nobody asks this of an ordinary shop',
  'why.law.read': 'Read the rule ({host})',
  'why.law.gdpr-13-15': 'Tell you which data it uses, what for, and where it is from (GDPR Art. 13–15).',
  'why.law.gdpr-7-3': 'Let you withdraw consent at any time, as easily as you gave it (GDPR Art. 7(3)).',
  'why.law.gdpr-21-2': 'Stop using your data for direct marketing when you object (GDPR Art. 21(2)).',
  'why.law.ucpd-11a': 'Mark places that somebody paid for (Directive 2005/29/EC, Annex I no. 11a).',
  'why.law.crd-6-1-ea':
    'Tell you that a price was personalised by an automated decision (Directive 2011/83/EU Art. 6(1)(ea)).',
  'why.law.ai-act-50-1': 'Tell you that you are talking to an AI (AI Act Art. 50(1), since {date}).',
  'why.law.ny-349-a': 'Mark a price set by an algorithm with your data (N.Y. Gen. Bus. Law § 349-a).',
  'why.law.gdpr-15-1-h': 'Explain how an automated decision was made (GDPR Art. 15(1)(h), 22).',
  'why.law.dsa-27': 'Tell you the main reasons for the order of a list (Regulation 2022/2065 Art. 27).',
} as const;
