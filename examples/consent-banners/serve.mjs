// `npm start -w @aisle/example-consent-banners`, after `npm run build` of the whole: prints where the pages are.
import { openBannerSite } from './site.mjs';

const site = await openBannerSite({ port: Number(process.env.PORT ?? 8124) });
console.log(`The banners  ${site.url}/`);
console.log('To stop      Ctrl-C');

const stop = async () => {
  await site.close();
  process.exit(0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
