import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A long list, and how its items are drawn, so many at a time. */
export type InPartsProps<TItem> = {
  readonly all: readonly TItem[];
  readonly size: number;
  readonly children: (part: readonly TItem[]) => ComponentChildren;
};

/** Draws a long list in parts, each once the one before is painted: what the shopper does meanwhile is answered in between. */
export const InParts = <TItem,>({ all, size, children }: InPartsProps<TItem>): VNode => {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  const rest = all.slice(size);
  return (
    <>
      {children(all.slice(0, size))}
      {isPainted && rest.length > 0 ? (
        <InParts all={rest} size={size}>
          {children}
        </InParts>
      ) : null}
    </>
  );
};
