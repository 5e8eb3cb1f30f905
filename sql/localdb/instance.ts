// A LocalDB that runs: the engine over its data, the password, the server in front of it. What the command line and the
// worker thread share.

import { mkdirSync, readFileSync } from 'node:fs';
import { removeAddress, writeAddress } from './address-file.ts';
import { createEngine } from './execution/engine.ts';
import { choosePassword } from './password.ts';
import { startServer } from './server.ts';

export interface InstanceOptions {
  /** The data folder, made when missing; memory only when absent. */
  readonly data?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** Else LOCALDB_PASSWORD, else a generated one. */
  readonly password?: string;
  /** PEM files; without them connections are not encrypted. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
}

export interface Instance {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  /** The password was made just now. */
  readonly isPasswordGenerated: boolean;
  stop(): Promise<void>;
}

/** Opens the data and starts to listen. Throws an Error that says what is wrong with files, folder or address. */
export const startInstance = async (options: InstanceOptions): Promise<Instance> => {
  const { data } = options;
  const tls = options.tls && {
    certificate: readFileSync(options.tls.certificateFile, 'utf8'),
    key: readFileSync(options.tls.keyFile, 'utf8'),
  };
  if (data !== undefined) mkdirSync(data, { recursive: true, mode: 0o700 });
  const engine = createEngine({ folder: data });
  try {
    const { password, isGenerated } = choosePassword(options.password, data);
    const server = await startServer({
      sessionHost: engine,
      password,
      ...(options.host !== undefined && { host: options.host }),
      ...(options.port !== undefined && { port: options.port }),
      ...(tls && { tls }),
    });
    if (data !== undefined) writeAddress(data, server);
    return {
      host: server.host,
      port: server.port,
      password,
      isPasswordGenerated: isGenerated,
      async stop() {
        await server.stop();
        if (data !== undefined) removeAddress(data);
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
};
