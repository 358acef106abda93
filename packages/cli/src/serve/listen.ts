import { createServer as createNetServer } from 'node:net';
import type { AisleServer } from '@aisle/server';
import { CliError } from '../cli-error.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

const REASONS: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is taken by another program. End that one, or choose another: --port ${port + 1}`,
  EACCES: ({ port }) => `Port ${port} needs rights that this user lacks. Choose one above 1023: --port 4280`,
  EADDRNOTAVAIL: ({ host }) => `${host} is no address of this machine. Try --host 127.0.0.1`,
  ENOTFOUND: ({ host }) => `There is no host ${host}. Try --host 127.0.0.1`,
};

const codeOf = (cause: unknown): string => String((cause as NodeJS.ErrnoException | null)?.code);

/**
 * Starts to listen.
 *
 * @throws {CliError} saying why it cannot and what to do.
 */
export const listenOn = async (app: AisleServer, address: Address): Promise<string> =>
  app.listen({ ...address }).catch((cause: unknown) => {
    const reason = REASONS[codeOf(cause)];
    throw reason ? new CliError(reason(address)) : cause;
  });

const isFree = (address: Address): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const probe = createNetServer();
    probe.once('error', (cause) => (codeOf(cause) === 'EADDRINUSE' ? resolve(false) : reject(cause)));
    probe.listen(address, () => probe.close(() => resolve(true)));
  });

const MAX_TRIES = 50;

/**
 * Finds the first free port from the one given on.
 *
 * @throws {CliError} when the next fifty are taken.
 */
export const freePortFrom = async ({ host, port }: Address): Promise<number> => {
  for (let next = port; next < port + MAX_TRIES && next < 65_536; next += 1)
    if (await isFree({ host, port: next })) return next;
  throw new CliError(`Ports ${port} to ${port + MAX_TRIES - 1} are taken. Choose another: --port ${port + MAX_TRIES}`);
};
