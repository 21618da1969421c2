import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptId } from '../src/contract/ids.ts';
import { effective } from '../src/contract/receipt.ts';
import type { Effective } from '../src/contract/receipt.ts';
import {
  CandorConsentChangedEvent,
  CandorInfluenceRequestEvent,
  CandorPanelOpenedEvent,
  CandorReceiptKeptEvent,
  CandorWhyRequestEvent,
} from '../src/events.ts';

const EFFECTIVE: Effective = v.parse(effective, { ads: { state: 'given' } });
const trigger = (): HTMLElement => document.createElement('button');

const every: readonly (readonly [string, () => Event])[] = [
  ['candor-consent-changed', () => new CandorConsentChangedEvent(EFFECTIVE, 'sub_hUBPk6Q54YybBMh0JtAdsy')],
  ['candor-receipt-kept', () => new CandorReceiptKeptEvent('rcp_0192f7b05c207a10' as ReceiptId)],
  ['candor-panel-opened', () => new CandorPanelOpenedEvent('why')],
  ['candor-why-request', () => new CandorWhyRequestEvent('x1', trigger())],
  ['candor-influence-request', () => new CandorInfluenceRequestEvent('x1', EFFECTIVE)],
];

describe('an event of the widget', () => {
  let host: HTMLElement;
  let inside: HTMLElement;

  beforeEach(() => {
    host = document.body.appendChild(document.createElement('div'));
    inside = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('button'));
    return () => host.remove();
  });

  it.each(every)('%s reaches a listener of the page from inside the shadow root', (type, make) => {
    const heard: Event[] = [];
    const listen = (event: Event): void => void heard.push(event);
    document.body.addEventListener(type, listen);
    const sent = make();
    inside.dispatchEvent(sent);
    document.body.removeEventListener(type, listen);
    expect(heard).toEqual([sent]);
    expect(sent).toMatchObject({ type, bubbles: true, composed: true });
    expect(sent).toBeInstanceOf(Event);
  });

  it.each(every)('%s can be cancelled only if it asks for something the page may do itself', (type, make) => {
    const event = make();
    const stop = (sent: Event): void => sent.preventDefault();
    host.addEventListener(type, stop);
    const went = inside.dispatchEvent(event);
    expect(event.cancelable).toBe(type === 'candor-why-request');
    expect(went).toBe(type !== 'candor-why-request');
  });

  it('is typed for those who listen: its fields need no cast', () => {
    const told: unknown[] = [];
    host.addEventListener('candor-consent-changed', (event) => told.push(event.effective, event.subject));
    host.addEventListener('candor-receipt-kept', (event) => told.push(event.receipt));
    host.addEventListener('candor-panel-opened', (event) => told.push(event.panel));
    host.addEventListener('candor-why-request', (event) => told.push(event.explanationId, event.trigger.localName));
    host.addEventListener('candor-influence-request', (event) => told.push(event.explanationId, event.effective));
    for (const [, make] of every) inside.dispatchEvent(make());
    expect(told).toEqual([
      EFFECTIVE,
      'sub_hUBPk6Q54YybBMh0JtAdsy',
      'rcp_0192f7b05c207a10',
      'why',
      'x1',
      'button',
      'x1',
      EFFECTIVE,
    ]);
  });

  it('is named once: by its class', () => {
    const classes = [
      CandorConsentChangedEvent,
      CandorReceiptKeptEvent,
      CandorPanelOpenedEvent,
      CandorWhyRequestEvent,
      CandorInfluenceRequestEvent,
    ];
    expect(classes.map(({ type }) => type)).toEqual(every.map(([type]) => type));
  });
});

describe('an influence request', () => {
  it('has no answer until the page gives one', () => {
    expect(new CandorInfluenceRequestEvent('x1', EFFECTIVE).answer).toBeUndefined();
  });

  it('takes the first answer, whoever else answers later', async () => {
    const request = new CandorInfluenceRequestEvent('x1', EFFECTIVE);
    document.body.addEventListener(
      'candor-influence-request',
      (event) => event.respondWith(Promise.resolve({ explanations: ['first'] })),
      { once: true },
    );
    document.body.addEventListener(
      'candor-influence-request',
      (event) => event.respondWith(Promise.resolve({ explanations: ['second'] })),
      { once: true },
    );
    document.body.dispatchEvent(request);
    request.respondWith(Promise.resolve({ explanations: ['late'] }));
    await expect(request.answer).resolves.toEqual({ explanations: ['first'] });
  });

  it('lets the answer be set by respondWith alone', () => {
    const request = new CandorInfluenceRequestEvent('x1', EFFECTIVE);
    expect(() => Object.assign(request, { answer: Promise.resolve({ explanations: [] }) })).toThrow(TypeError);
    expect(request.answer).toBeUndefined();
  });
});
