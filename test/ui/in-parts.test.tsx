import { cleanup, render } from '@testing-library/preact';
import { render as draw } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { InParts } from '../../src/ui/in-parts.tsx';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_none, at) => at);
const aList = (count: number) => (
  <InParts all={numbers(count)} size={4}>
    {(part) => part.map((number) => <i key={number}>{number} </i>)}
  </InParts>
);
const text = (): string => (document.body.textContent ?? '').trim();

describe('a long list in parts', () => {
  afterEach(cleanup);

  it('begins with the first part, and the others wait until it is painted', () => {
    const place = document.body.appendChild(document.createElement('div'));
    draw(aList(10), place);
    expect(text()).toBe('0 1 2 3');
    draw(null, place);
    place.remove();
  });

  it.each([0, 1, 4, 5, 8, 11, 40])('of %d is whole in the end, each once and in its order', (count) => {
    render(aList(count));
    expect(text()).toBe(numbers(count).join(' '));
  });

  it('follows a list that grows or shrinks', () => {
    const { rerender } = render(aList(3));
    for (const count of [9, 2, 0, 6]) {
      rerender(aList(count));
      expect(text()).toBe(numbers(count).join(' '));
    }
  });
});
