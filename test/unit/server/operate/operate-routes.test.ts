import { errorAnswerSchema, problemsOf } from '@aisle/schema';
import { expect, it } from 'vitest';
import { openServer } from '../open-server.js';
import { sampleBatch, sampleEvent } from '../sample-event.js';

it('is healthy while the store takes writes', async () => {
  const { app } = await openServer();
  const response = await app.inject('/healthz');
  expect([response.statusCode, response.json()]).toEqual([200, { status: 'ok' }]);
});

it('is not healthy when the store does not', async () => {
  const { app, store } = await openServer();
  await store.close();
  const response = await app.inject('/healthz');
  expect(response.statusCode).toBe(503);
  expect(response.json().error.code).toBe('store/unavailable');
});

it('counts events by result, rejections by code and drops by reason', async () => {
  const { app, post } = await openServer();
  const events = [sampleEvent('a'), sampleEvent('a'), { ...sampleEvent('b'), seq: '5' }, { ...sampleEvent('c'), v: 0 }];
  await post(sampleBatch(events, { drops: { consent_denied: 3 } }));
  const { body } = await app.inject('/metrics');
  expect(body).toContain('aisle_events_total{site="demo",result="accepted"} 1');
  expect(body).toContain('aisle_events_total{site="demo",result="duplicate"} 1');
  expect(body).toContain('aisle_events_total{site="demo",result="rejected"} 2');
  expect(body).toContain('aisle_events_rejected_total{site="demo",code="event/invalid"} 2');
  expect(body).toContain('aisle_browser_drops_total{site="demo",reason="consent_denied"} 3');
  expect(body).toContain('aisle_batches_total{site="demo"} 1');
});

it('counts requests by route pattern and status', async () => {
  const { app, post } = await openServer();
  await post('{');
  await app.inject('/v1/sites/whatever/playbook.json');
  const { body } = await app.inject('/metrics');
  expect(body).toContain('aisle_request_duration_seconds_count{method="POST",route="/v1/batch",status="400"} 1');
  expect(body).toContain('route="/v1/sites/:site/playbook.json",status="404"} 1');
  expect(body).not.toContain('whatever');
});

it('answers an unknown address in the one error form', async () => {
  const { app } = await openServer();
  const response = await app.inject('/v1/nothing?secret=1');
  expect(response.statusCode).toBe(404);
  expect(problemsOf(errorAnswerSchema, response.json())).toEqual([]);
  expect(response.json().error).toMatchObject({ code: 'route/unknown', message: 'there is no GET /v1/nothing' });
});
