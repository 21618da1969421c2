const RIGHT_TO_LEFT = /^(?:Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Rohg|Mand|Samr)$/;

/** Writing direction of a language: that of its likely script (Unicode LDML likely subtags). */
export const directionOf = (lang: string): 'ltr' | 'rtl' => {
  try {
    return RIGHT_TO_LEFT.test(new Intl.Locale(lang).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
};
