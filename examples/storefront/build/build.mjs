// Writes the whole shop into dist/: `node examples/storefront/build/build.mjs`.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cartPage } from '../templates/cart.mjs';
import { categoryPage } from '../templates/category.mjs';
import { checkoutPage } from '../templates/checkout.mjs';
import { helpPage } from '../templates/help.mjs';
import { homePage } from '../templates/home.mjs';
import { inspectorPage } from '../templates/inspector.mjs';
import { notFoundPage } from '../templates/not-found.mjs';
import { productPage } from '../templates/product.mjs';
import { thankYouPage } from '../templates/thank-you.mjs';
import { productPicture, scenePicture } from './drawings/picture.mjs';
import { inspectorWords } from './inspector.mjs';
import { playbookFile } from './playbook.mjs';
import { readShop } from './shop.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);
const shop = readShop(join(root, 'catalogue.json'));
const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const rules = json('rules.json');

const write = (path, content) => {
  const target = join(dist, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
};

const copyPackageFile = (name, target) => {
  mkdirSync(dirname(join(dist, target)), { recursive: true });
  cpSync(require.resolve(name), join(dist, target));
};

const writePages = () => {
  write('index.html', homePage(shop));
  for (const category of shop.categories) write(`${category.url}index.html`, categoryPage(shop, category));
  for (const product of shop.products) write(`${product.url}index.html`, productPage(shop, product));
  write('cart/index.html', cartPage(shop));
  write('checkout/index.html', checkoutPage(shop));
  write('thank-you/index.html', thankYouPage(shop));
  write('help/index.html', helpPage(shop));
  write('inspector/index.html', inspectorPage(shop, inspectorWords(rules)));
  write('404.html', notFoundPage(shop));
};

const writeAssets = () => {
  const css = join(root, 'assets/css');
  const sheets = readdirSync(css).toSorted();
  write('shop.css', sheets.map((sheet) => readFileSync(join(css, sheet), 'utf8')).join('\n'));
  cpSync(join(root, 'assets/shop'), join(dist, 'shop'), { recursive: true });
  cpSync(join(root, 'assets/inspector'), join(dist, 'inspector'), { recursive: true });
  cpSync(join(root, 'assets/static'), dist, { recursive: true });
  copyPackageFile('vanilla-cookieconsent/dist/cookieconsent.umd.js', 'vendor/cookieconsent.umd.js');
  copyPackageFile('vanilla-cookieconsent/dist/cookieconsent.css', 'vendor/cookieconsent.css');
  copyPackageFile('@fontsource/young-serif/files/young-serif-latin-400-normal.woff2', 'fonts/young-serif.woff2');
  copyPackageFile(
    '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
    'fonts/instrument-sans.woff2',
  );
};

const writePictures = () => {
  for (const product of shop.products) write(product.image, productPicture(product));
  for (const [name, scene] of Object.entries(json('scenes.json')))
    write(`images/scenes/${name}.svg`, scenePicture(scene));
};

rmSync(dist, { recursive: true, force: true });
writeAssets();
writePictures();
writePages();
writeFileSync(join(root, 'playbook.json'), playbookFile(rules, shop));
console.log(`Built ${shop.products.length} products in ${shop.categories.length} categories into ${dist}`);
