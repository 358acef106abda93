import { ga4DataLayer } from '@aisle/adapters';
import { createAisle, experiments, templates } from '@aisle/browser';

// As an app does it: from npm, with no script tag and no platform.
Object.assign(window, {
  aisle: createAisle({
    site: 'demo',
    ingest: '/v1/batch',
    playbook: '/v1/sites/demo/playbook.json',
    traffic: 'shopper',
    plugins: [ga4DataLayer()],
    experiments,
    templates,
  }),
});
