import type { VNode } from 'preact';
import { InParts } from '../ui/in-parts.tsx';
import {
  type Answer as AnswerView,
  answerOf,
  type AnswerFlag,
  type Citation,
  type Cited,
  type Tool,
} from './answer.ts';
import { type PartProps, quoted } from './panel-words.ts';
import { explainAnswerText } from './explain-answer-more-text.ts';

/** Tools drawn in one go. */
const TOOLS_AT_ONCE = 6;

const Flags = ({ flags, i18n }: Pick<PartProps, 'i18n'> & { readonly flags: readonly AnswerFlag[] }): VNode | null =>
  flags.length === 0 ? null : (
    <ul class="stack-tight">
      {flags.map(({ code, words }) => (
        <li key={`${code} ${words}`} class="note note-warn" part="finding">
          {i18n.of(explainAnswerText)(`why.answer.${code}`, { words })}
        </li>
      ))}
    </ul>
  );

const Touched = ({ tool, i18n }: Pick<PartProps, 'i18n'> & { readonly tool: Tool }): VNode => {
  const text = i18n.of(explainAnswerText);
  return (
    <>
      {tool.rows.length === 0 && !tool.lacksData ? text('why.answer.no-data') : null}
      {tool.rows.length > 0 ? i18n.list([...new Set(tool.rows.map(({ category }) => quoted(category, i18n)))]) : null}
      {tool.lacksData ? <p class="soft">{text('why.answer.lacks')}</p> : null}
    </>
  );
};

const Line = ({ title, children }: { readonly title: string; readonly children: VNode | string }): VNode => (
  <tr>
    <th scope="row">{title}</th>
    <td>{children}</td>
  </tr>
);

/** Each tool is a row group of its own, so that the table stays narrow. */
const ToolRows = ({ tool, i18n }: Pick<PartProps, 'i18n'> & { readonly tool: Tool }): VNode => {
  const text = i18n.of(explainAnswerText);
  return (
    <tbody>
      <Line title={text('why.answer.tool')}>{quoted(tool.name, i18n)}</Line>
      {tool.at === undefined ? null : <Line title={text('why.answer.when')}>{i18n.date(tool.at, true)}</Line>}
      <Line title={text('why.answer.data')}>
        <Touched tool={tool} i18n={i18n} />
      </Line>
      {tool.resultCount === undefined ? null : (
        <Line title={text('why.answer.found')}>{text('why.answer.results', { count: tool.resultCount })}</Line>
      )}
    </tbody>
  );
};

const Tools = ({ tools, i18n }: Pick<PartProps, 'i18n'> & { readonly tools: readonly Tool[] }): VNode => {
  const text = i18n.of(explainAnswerText);
  if (tools.length === 0) return <p class="soft">{text('why.answer.no-tools')}</p>;
  return (
    <table class="tools" part="tools">
      <caption>{text('why.answer.tools')}</caption>
      <InParts all={tools} size={TOOLS_AT_ONCE}>
        {(part) => part.map((tool, at) => <ToolRows key={at} tool={tool} i18n={i18n} />)}
      </InParts>
    </table>
  );
};

const Source = ({ source, i18n }: Pick<PartProps, 'i18n'> & { readonly source: Citation }): VNode => {
  const text = i18n.of(explainAnswerText);
  const { label, link, quote } = source;
  return (
    <li>
      {link ? (
        <a href={link.href} rel="noopener noreferrer" target="_blank">
          {text('why.answer.link', { label, host: link.host })}
        </a>
      ) : (
        quoted(label, i18n)
      )}
      {quote === undefined ? null : <p class="soft">{quoted(quote, i18n)}</p>}
    </li>
  );
};

const Sources = ({ cited, i18n }: Pick<PartProps, 'i18n'> & { readonly cited: readonly Cited[] }): VNode => {
  const text = i18n.of(explainAnswerText);
  if (cited.length === 0) return <p class="soft">{text('why.answer.no-sources')}</p>;
  return (
    <section class="stack-tight">
      <h5>{text('why.answer.sources')}</h5>
      {cited.map(({ product, citations }) => (
        <div key={product ?? ''} class="stack-tight">
          <p class="soft">{product === undefined ? text('why.answer.for-all') : text('why.answer.for', { product })}</p>
          <ul>
            {citations.map((source, at) => (
              <Source key={at} source={source} i18n={i18n} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
};

const Maker = ({ answer, i18n }: Pick<PartProps, 'i18n'> & { readonly answer: AnswerView }): VNode => {
  const text = i18n.of(explainAnswerText);
  const { talksToAi, wroteText, model } = answer;
  return (
    <>
      {talksToAi ? <p>{text('why.answer.ai')}</p> : null}
      {wroteText ? <p>{text('why.answer.text')}</p> : null}
      {model === undefined ? null : <p class="soft">{text('why.answer.model', { model })}</p>}
    </>
  );
};

/** How a chat answer was made: what its text says that nothing bears out, which tools were called, and what it cites. */
export const Answer = ({ why, model, i18n }: PartProps): VNode | null => {
  const { explanation } = why;
  const answer = answerOf(explanation, model.said(explanation.id), model.config.value?.shopOrigins ?? []);
  if (!answer) return null;
  return (
    <section class="stack-tight" part="answer">
      <h4>{i18n.of(explainAnswerText)('why.answer')}</h4>
      <Flags flags={answer.flags} i18n={i18n} />
      <Maker answer={answer} i18n={i18n} />
      <Tools tools={answer.tools} i18n={i18n} />
      <Sources cited={answer.cited} i18n={i18n} />
    </section>
  );
};
