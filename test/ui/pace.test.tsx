import { cleanup, render } from '@testing-library/preact';
import { render as draw, type VNode } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { usePace } from '../../src/ui/pace.ts';

const seen: number[] = [];
const Parts = ({ isOn, parts }: { readonly isOn: boolean; readonly parts: number }): VNode => {
  const drawn = usePace(isOn, parts);
  seen.push(drawn);
  return <i>{drawn}</i>;
};

afterEach(() => {
  cleanup();
  seen.length = 0;
});

describe('parts that are drawn one after the other', () => {
  it('wait until what stands before them is painted', () => {
    const place = document.body.appendChild(document.createElement('div'));
    draw(<Parts isOn parts={3} />, place);
    expect(place.textContent).toBe('0');
    draw(null, place);
    place.remove();
  });

  it('come one at a time, and no more than there are', () => {
    render(<Parts isOn parts={3} />);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('do not come while what they need is not here, and go with it', () => {
    const { rerender } = render(<Parts isOn={false} parts={2} />);
    expect(seen.at(-1)).toBe(0);
    rerender(<Parts isOn parts={2} />);
    expect(seen.at(-1)).toBe(2);
    rerender(<Parts isOn={false} parts={2} />);
    expect(seen.at(-1)).toBe(0);
  });
});
