/** Storage that cannot be read until it is mended. */
export const aFlakyStorage = (real: IDBFactory) => {
  let isBroken = true;
  const broken = (): never => {
    throw new DOMException('lost', 'UnknownError');
  };
  const flaky = new Proxy(real, {
    get: (target, name) => {
      if (isBroken && (name === 'open' || name === 'databases')) return broken;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { flaky, mend: () => (isBroken = false) };
};
