import { startStatic } from '../support/servers.ts';
import { type Device, startDevice } from './browser.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { type RecordServer, startRecordServer, type StoreKind } from './record-server.ts';
import { type Shop, startPages } from './shop.ts';

/** Everything one run at a time needs: a shop's pages, a chunk host, a proxy, a backend, a database and browsers. Lanes share nothing. */
export type Lane = {
  readonly shop: Shop;
  /** Address of the widget's chunks. */
  readonly chunks: string;
  readonly proxy: Proxy;
  readonly backend: RecordServer;
  /** The browser; one that may store nothing, where asked for. */
  readonly device: (blocksStorage: boolean) => Promise<Device>;
  /** An origin that nobody has used, or that has been emptied since. */
  readonly nextOrigin: (device: Device) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** What a lane is made with. */
export type LaneOptions = {
  readonly store: StoreKind;
  /** Folder of the built widget. */
  readonly widget: string;
};

/** Starts one of a kind, when it is first asked for. */
const createDevices = () => {
  const started = new Map<boolean, Promise<Device>>();
  return {
    of: (blocksStorage: boolean): Promise<Device> => {
      const device = started.get(blocksStorage) ?? startDevice({ blocksStorage });
      started.set(blocksStorage, device);
      return device;
    },
    stop: async (): Promise<void> => {
      await Promise.all([...started.values()].map(async (device) => (await device).stop()));
    },
  };
};

/** Starts a lane. */
export const openLane = async ({ store, widget }: LaneOptions): Promise<Lane> => {
  const [shop, chunks] = [await startPages(), await startStatic(widget)];
  const backend = await startRecordServer(store, shop.origins);
  const proxy = await startProxy({
    backendPort: backend.port,
    killBackend: backend.kill,
    restartDatabase: backend.restartDatabase,
  });
  const devices = createDevices();
  let turn = 0;
  return {
    shop,
    chunks: chunks.url,
    proxy,
    backend,
    device: devices.of,
    nextOrigin: async (device) => {
      const origin = shop.origins[turn % shop.origins.length] ?? '';
      if (turn >= shop.origins.length) await device.forget(origin);
      turn += 1;
      return origin;
    },
    stop: async () => {
      await devices.stop();
      await Promise.all([proxy.stop(), chunks.stop(), shop.stop()]);
      await backend.stop();
    },
  };
};
