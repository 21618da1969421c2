/** What can happen to one request between the widget and the backend, and what it is called in the report. */
export const WIRE_KINDS = {
  drop: 'connection reset before the backend hears of it',
  delay: 'answer delayed',
  truncate: 'answer cut off in its body',
  '5xx': 'answered 500, 502, 503 or 504',
  '429-seconds': 'answered 429, Retry-After in seconds',
  '429-date': 'answered 429, Retry-After as a date',
  '408': 'answered 408',
  'lost-response': 'committed, and the answer destroyed',
  'late-504': 'committed, and answered 504',
  'cut-request': 'connection closed in the middle of the request’s body',
  hang: 'committed, and never answered',
  'portal-html': 'a captive portal’s 200 with HTML',
  'portal-json': 'a captive portal’s 200 with JSON',
  'firewall-403': 'a firewall’s 403 with HTML',
  'firewall-404': 'a deploy’s 404 with HTML',
  redirect: 'redirected with 302',
  'backend-killed': 'backend killed -9 while it answers, and restarted',
  'database-restarted': 'database restarted while the backend answers',
} as const;

/** A fault of the wire. */
export type WireKind = keyof typeof WIRE_KINDS;

/** What can happen to the browser. */
export const DEVICE_KINDS = {
  crash: 'tab killed by Page.crash',
  close: 'tab closed',
  'two-tabs': 'two tabs acting at once',
  'ten-tabs': 'ten tabs acting at once',
  'no-locks': 'no Web Locks',
  'quota-browser': 'quota exceeded, as the browser tells it',
  'quota-write': 'quota exceeded at one write',
  blocked: 'IndexedDB blocked by the content setting',
  'dying-once': 'connection to IndexedDB lost; it opens again',
  'dying-for-good': 'connection to IndexedDB lost for the life of the page',
  'clock-ahead': 'clock ten years ahead',
  'clock-behind': 'clock ten years behind',
  offline: 'offline for 30 days',
} as const;

/** What happens only to a browser, or on a disk, that not every machine has. */
export const ELSEWHERE_KINDS = {
  'disk-full': 'profile on a disk that is full',
  'firefox-blocked': 'Firefox that blocks cookies and storage',
  'firefox-quota': 'Firefox with no room left',
} as const;

/** A fault of the device. */
export type DeviceKind = keyof typeof DEVICE_KINDS;
/** A fault of a browser or disk of its own. */
export type Elsewhere = keyof typeof ELSEWHERE_KINDS;

/** A kind of fault, as counted. */
export type Kind = WireKind | DeviceKind | Elsewhere;

/** Every kind with its words. */
export const KINDS: Readonly<Record<Kind, string>> = { ...WIRE_KINDS, ...DEVICE_KINDS, ...ELSEWHERE_KINDS };

/** The kinds in the order of the report. */
export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];
/** Those of a browser or disk of its own. */
export const ALL_ELSEWHERE = Object.keys(ELSEWHERE_KINDS) as readonly Elsewhere[];

/** Each kind must fire at least this often in `FULL_RUNS` runs. */
export const LEAST_OF_A_KIND = 50;
/** From this many runs on a kind that fell short fails the harness. */
export const FULL_RUNS = 2_000;
/** At least this part of the runs loses a response after commit. */
export const LEAST_LOST_RESPONSES = 0.3;
