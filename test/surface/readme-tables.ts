import { parsed, type SourceFile } from './sources.ts';

/** A row of a table: its cells as Markdown. */
export type Row = readonly string[];

const TAG = /^ *\* @(attr|fires) (?:\{(\w+)\} )?([\w-]+) - (.+)$/gm;

/** What the JSDoc of an element's class tells of its attributes or events (`@attr {type} name - text`, `@fires name - text`). */
export const tagRows = ({ text }: SourceFile, tag: 'attr' | 'fires'): readonly Row[] =>
  [...text.matchAll(TAG)]
    .filter(([, name]) => name === tag)
    .map(([, , type, name, meaning = '']) => [`\`${name}\``, ...(tag === 'attr' ? [type ?? ''] : []), meaning]);

const LIFECYCLE = /^(?:connected|disconnected|attributeChanged|adopted)Callback$|^constructor$/;

const inOneLine = (comment: string): string =>
  comment
    .replace(/^\*/, '')
    .replace(/\s*\n\s*\*?\s*/g, ' ')
    .trim();

/** The public properties and methods of the one exported class of a file, with their doc comments. */
export const memberRows = (file: SourceFile): readonly Row[] => {
  const { program, comments } = parsed(file);
  const above = (start: number): string =>
    inOneLine(comments.find(({ end }) => end <= start && file.text.slice(end, start).trim() === '')?.value ?? '');
  return program.body
    .flatMap((node) => (node.type === 'ExportNamedDeclaration' ? [node.declaration] : []))
    .flatMap((node) => (node?.type === 'ClassDeclaration' ? node.body.body : []))
    .flatMap((member): Row[] => {
      if (member.type !== 'MethodDefinition' || member.static || member.key.type !== 'Identifier') return [];
      if (member.accessibility || LIFECYCLE.test(member.key.name)) return [];
      const names = member.value.params.map((one) =>
        one.type === 'Identifier' ? `${one.name}${one.optional ? '?' : ''}` : '…',
      );
      const call = member.kind === 'method' ? `(${names.join(', ')})` : '';
      return [[`\`${member.key.name}${call}\``, above(member.start)]];
    });
};

const TOKEN = /^ *(--candor-[\w-]+): (.+?); \/\* (.+?) \*\/$/gm;

/** The tokens of the theme with their defaults and the comment behind each. */
export const tokenRows = ({ text }: SourceFile): readonly Row[] =>
  [...text.matchAll(TOKEN)].map(([, name, value, meaning = '']) => [`\`${name}\``, `\`${value}\``, meaning]);

/** Every shadow part the sources name, in `part="a b"`, a template or `part.add('a')`, in alphabetical order. */
export const partNames = (files: readonly SourceFile[]): readonly string[] => {
  const texts = files.flatMap(({ text }) => [
    ...[...text.matchAll(/\bpart="([^"]+)"/g)].map(([, names = '']) => names),
    ...[...text.matchAll(/\bpart=\{`([^`]+)`\}/g)].map(([, names = '']) => names.replace(/-?\$\{[^}]*\}/g, '-*')),
    ...[...text.matchAll(/\bpart\.add\('([^']+)'\)/g)].map(([, names = '']) => names),
  ]);
  return [...new Set(texts.flatMap((names) => names.split(' ')))].toSorted();
};

const COMMAND = /^\/\*\* `(candor [\w -]+)`: (.+) \*\/\nexport const \w+: Command = /gm;

/** The commands of the command line, by the doc comment of each. */
export const commandRows = (files: readonly SourceFile[]): readonly Row[] =>
  files
    .filter(({ path }) => path.startsWith('src/backend/commands/'))
    .flatMap(({ text }) => [...text.matchAll(COMMAND)].map(([, name, meaning = '']) => [`\`${name}\``, meaning]))
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b, 'en'));

/** A Markdown table with its head. */
export const markdownTable = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The text between `<!-- table:name -->` and `<!-- /table -->`. Throws where there is no such table. */
export const tableIn = (readme: string, name: string): string => {
  const between = readme.split(`<!-- table:${name} -->`)[1]?.split('<!-- /table -->')[0];
  if (between === undefined) throw new Error(`README.md has no table ${name}`);
  return between.trim();
};

const fileAt = (files: readonly SourceFile[], path: string): SourceFile => {
  const file = files.find((one) => one.path === path);
  if (!file) throw new Error(`${path} is not there`);
  return file;
};

/** Every table of the README that can be told from the code, by its name. */
export const tablesFrom = (files: readonly SourceFile[]): Readonly<Record<string, string>> => {
  const widget = fileAt(files, 'src/element.ts');
  const trigger = fileAt(files, 'src/why-element.ts');
  const attribute = ['attribute', 'type', 'meaning'];
  const event = ['event', 'meaning'];
  return {
    attributes: markdownTable(attribute, tagRows(widget, 'attr')),
    methods: markdownTable(['property or method', 'meaning'], memberRows(widget)),
    events: markdownTable(event, tagRows(widget, 'fires')),
    'why-attributes': markdownTable(attribute, tagRows(trigger, 'attr')),
    'why-events': markdownTable(event, tagRows(trigger, 'fires')),
    commands: markdownTable(['command', 'meaning'], commandRows(files)),
    tokens: markdownTable(['token', 'default', 'meaning'], tokenRows(fileAt(files, 'styles/tokens.css'))),
  };
};
