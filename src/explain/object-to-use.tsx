import type { VNode } from 'preact';
import type { ConsentCheck } from './checks.ts';
import { DeedReceipt } from './deed-button.tsx';
import { objectingToUse } from './deeds.ts';
import { ObjectButton } from './object-button.tsx';
import { type ActProps, textOf } from './panel-words.ts';

/** One tap against use without consent, and the receipt it leaves. */
export const ObjectToUse = ({
  finding: { purpose, rows },
  ...props
}: ActProps & { readonly finding: ConsentCheck<'not-allowed'> }): VNode => {
  const text = textOf(props.i18n);
  const used = rows.map(({ row }) => row);
  return (
    <div class="row">
      <ObjectButton
        done={rows.every(({ isObjected }) => isObjected)}
        label={text('why.object.finding')}
        doneLabel={text('why.objected')}
        onObject={() => void props.model.objectToUse(purpose, used)}
      />
      <DeedReceipt {...props} deed={objectingToUse(purpose, used)} />
    </div>
  );
};
