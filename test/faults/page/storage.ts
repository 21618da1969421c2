/** How IndexedDB fails in this page: from its n-th write or transaction on. */
export type StorageSettings = {
  readonly kind: 'well' | 'quota-write' | 'dying-once' | 'dying-for-good';
  readonly at: number;
};

/** Told when storage has begun to fail. */
export type StorageFailed = { readonly type: 'storage-failed' };

/**
 * Runs in the page before the widget takes the browser's functions, and must stand alone: it is sent as text. `quota-write` fails one
 * write as a full disk does. `dying-*` ends the connection as WebKit does when its database process is gone.
 */
export const installStorage = (settings: StorageSettings, tell: (message: StorageFailed) => void): void => {
  let left = settings.kind === 'well' ? 0 : settings.at;
  let isDead = false;
  const lost = (): DOMException =>
    new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'InvalidStateError');
  const isNow = (): boolean => {
    if (left === 0) return false;
    left -= 1;
    if (left === 0) tell({ type: 'storage-failed' });
    return left === 0;
  };
  const failWrites = (): void => {
    for (const name of ['put', 'add'] as const) {
      const original = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function write(this: IDBObjectStore, ...values) {
        if (isNow()) throw new DOMException('The disk is full.', 'QuotaExceededError');
        return original.apply(this, values);
      };
    }
  };
  const failOpening = (): void => {
    const original = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function open(this: IDBFactory, ...values) {
      const request = original.apply(this, values);
      if (!isDead || settings.kind === 'dying-once') return request;
      request.addEventListener('success', (event) => {
        event.stopImmediatePropagation();
        request.result.close();
        Object.defineProperty(request, 'error', { value: new DOMException('Connection lost', 'UnknownError') });
        request.dispatchEvent(new Event('error'));
      });
      return request;
    };
  };
  const failTransactions = (): void => {
    const gone = new WeakSet<IDBDatabase>();
    const original = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...values) {
      if (!isDead && isNow()) {
        isDead = true;
        gone.add(this);
        const end = (): void => {
          this.close();
          this.dispatchEvent(new Event('close'));
        };
        setTimeout(end, 0);
      }
      if (gone.has(this)) throw lost();
      return original.apply(this, values);
    };
  };
  if (settings.kind === 'quota-write') failWrites();
  if (settings.kind === 'dying-once' || settings.kind === 'dying-for-good') {
    failOpening();
    failTransactions();
  }
};
