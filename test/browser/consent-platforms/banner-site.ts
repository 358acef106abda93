import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const serve = fileURLToPath(new URL('../../../examples/consent-banners/serve.mjs', import.meta.url));

export interface BannerSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Runs the example as a person would, on a free port, and waits until it says where it is. */
export const openBannerSite = async (): Promise<BannerSite> => {
  const child = spawn(process.execPath, [serve], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.on('exit', (code) => reject(new Error(`The banners ended with ${code}: ${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http\S+?)\/\s/.exec(said)?.[1];
      if (found) resolve(found);
    });
  });
  return {
    url,
    async close() {
      const ended = new Promise((resolve) => child.on('close', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
};
