import { describe, expect, it } from 'vitest';
import { createFeed } from '../../src/ledger/feed.ts';

describe('The feed of a ledger', () => {
  it('tells its own page where the browser refuses a channel, and throws nothing into it', () => {
    const heard: string[] = [];
    const refused = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const feed = createFeed(refused, (tell) => tell());
    feed.observe(() => heard.push('changed'));
    feed.changed();
    feed.close();
    feed.changed();
    expect(heard).toEqual(['changed']);
  });
});
