import type { Observation } from '../../src/core/session/observation.ts';
import { log } from '../core/support/log.ts';

/**
 * A log of a long day: pages, calls, events and now and then a sign-up, `count` observations or a few more.
 * @param start milliseconds since 1970
 */
export function bigLog(count: number, start = Date.now() - 3_600_000): Observation[] {
  const builder = log(start);
  for (let visit = 0; builder.observations.length < count; visit += 1) {
    const anonymous = `5tyjZxK+/Q1aB2cD3eF4${String(visit % 50_000).padStart(5, '0')}jau=`;
    const named = `user-${visit}@example.com`;
    builder
      .page(`http://shop.example.test/visit/${visit}`)
      .library('loaded', { generation: 'older' })
      .anonymous(anonymous)
      .callAs(anonymous, 'identify', named)
      .alias(anonymous, named)
      .named(named);
    for (let click = 0; click < 40; click += 1)
      builder
        .callAs(named, 'record', `Clicked ${click}`, { where: 'menu', visit })
        .event(named, `Clicked ${click}`, { and: { where: 'menu', visit: String(visit) } });
  }
  return [...builder.observations];
}

export function eventsIn(observations: readonly Observation[]): number {
  return observations.filter((one) => one.type === 'request' && one.url.includes('/e?')).length;
}
