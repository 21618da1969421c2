/**
 * Small modules that always load together lie in one chunk: each chunk costs some 100 bytes. `first` is what the start chunk and the
 * shell share, `view` what the notice needs to paint, `kit` what the shell loads and the panels use. An npm page loads none of them
 * before the widget starts. `jws` is what checks a signature, with the keys it is checked by. `en` are the words of every feature: a locale like the others, and what stands in where one lacks a word.
 */
export const TOGETHER = [
  // No lazy entry belongs into a group: it would need a namespace object, which is made with `for … in` and breaks on a
  // page that has planted members on `Object.prototype`.
  {
    name: 'jws',
    priority: 4,
    test: /src\/(crypto\/(jws|signature-range)|contract\/(jwks|keys-route))\.ts/,
  },
  // Needed where triggers are followed and where their explanations are looked up: neither before the notice is painted.
  { name: 'triggers', priority: 7, test: /src\/widget\/triggers\.ts/ },
  { name: 'en', priority: 9, test: /src\/(?!contract|backend)\w+\/\w+-text\.ts/ },
  {
    name: 'first',
    priority: 8,
    minShareCount: 2,
    test: /src\/(widget\/(features|sheets)|i18n\/direction|contract\/(config-path|targets)|ledger\/(exists|schema))\.ts/,
  },
  // What both halves of the Why panel are made of, and what several parts of its second half are.
  {
    name: 'why',
    priority: 2,
    test: /src\/explain\/(arithmetic|few|first-view|kept-focus|limits|panel-words|sentence|commercial)\.tsx?$|src\/contract\/(explanation-values|first-claims|read-along)\.ts/,
  },
  {
    name: 'why-late',
    priority: 1,
    test: /src\/explain\/(checks|consent-check|folded|explain-more-text|links|object-button|part|sum-check)\.tsx?$|src\/contract\/(explanation|read-explanation)\.ts/,
  },
  {
    name: 'why-acts',
    priority: 0,
    test: /src\/explain\/(acts-words|controls|counterfactual|deed-button|deeds|explain-acts-text|explain-controls|figures|outside-link)\.tsx?$/,
  },
  // How bytes and strangers' texts are read: by what checks, records or explains something.
  {
    name: 'texts',
    priority: 5,
    test: /src\/contract\/plain-text\.ts|src\/crypto\/(peek|base64url)\.ts|src\/widget\/explanation-id\.ts/,
  },
  { name: 'late', priority: 4, test: /src\/ui\/(late|later|disclosure)\.tsx?$/ },
  { name: 'view', priority: 7, test: /preact\/(dist|jsx-runtime)|src\/ui\/real-act/ },
  {
    name: 'kit',
    priority: 6,
    minShareCount: 2,
    test: /node_modules\/(preact\/hooks|@preact|valibot)|src\/contract\/(ids|purpose|notice|config|parse|records)\.ts|src\/consent\/(status|choices)\.ts|src\/ui\/(switch|status-line)/,
  },
];
