import type { VNode } from 'preact';
import type { Finding, Tone } from './checks.ts';
import type { Doing } from './doing.tsx';
import { type ActProps, type PartProps, percent, purposeTitle, textOf } from './panel-words.ts';

const NOTES: Readonly<Record<Tone, string>> = {
  bad: 'note note-bad stack-tight',
  warn: 'note note-warn',
  neutral: 'note',
  good: 'note',
};

/** What can be done about them, once that is here. */
type Acting = { readonly views: Pick<Doing, 'ObjectToUse'>; readonly acting: ActProps };
type FindingsProps = PartProps & { readonly doing: Acting | undefined };

const Note = ({ finding, ...props }: FindingsProps & { readonly finding: Finding }): VNode => {
  const { why, model, i18n, doing } = props;
  const text = textOf(i18n);
  const places = {
    share: percent(why.remainder ?? 0, i18n),
    purpose: 'purpose' in finding ? purposeTitle(finding.purpose, model) : '',
  };
  return (
    <li class={NOTES[finding.tone]} part="finding">
      <p>{text(`why.finding.${finding.code}`, places)}</p>
      {finding.code === 'not-allowed' && doing ? <doing.views.ObjectToUse {...doing.acting} finding={finding} /> : null}
    </li>
  );
};

/** What must be said before the reasons are read, worst first. */
export const Findings = (props: FindingsProps): VNode | null =>
  props.why.findings.length === 0 ? null : (
    <ul class="stack-tight">
      {props.why.findings.map((finding, at) => (
        <Note key={at} {...props} finding={finding} />
      ))}
    </ul>
  );
