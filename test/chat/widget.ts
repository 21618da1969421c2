import type { Explained, ExplainOptions, GivenExplanation } from '../../src/contract/given-explanation.ts';
import type { ExplainingWidget } from '../../src/chat/chat.ts';

/** A widget that keeps whatever has an `id`, and what it was given. */
export const aWidget = (result?: Explained) => {
  const given: (readonly [GivenExplanation, string | undefined])[] = [];
  const widget: ExplainingWidget = {
    explain: async (explanation: GivenExplanation, options?: ExplainOptions) => {
      given.push([explanation, options?.said]);
      if (result) return result;
      const id: unknown = Reflect.get(Object(explanation), 'id');
      return typeof id === 'string' ? { kind: 'kept', ids: [id] } : { kind: 'unreadable' };
    },
  };
  return { widget, given };
};
