import { describe, expect, it } from 'vitest';
import { defaultSwitches } from '../src/index.ts';
import { ada, adasSandbox, pairHeaders, send } from './people.ts';

const fresh = 'Brand-New-Horse-1';
const change = { current_password: ada.password, password: fresh, confirm_password: fresh };

describe('setting switches', () => {
  it('changes those given, at once, and leaves the others', async () => {
    const sandbox = adasSandbox({ switches: { sendDate: false } });
    sandbox.switches.set({ consumerMayChangePassword: true, cors: undefined as never });
    expect(sandbox.switches.get()).toEqual({
      ...defaultSwitches,
      sendDate: false,
      consumerMayChangePassword: true,
    });
    expect((await send(sandbox, 'PUT', '/change-password', change, pairHeaders)).status).toBe(200);
  });

  it('keeps its own copy', () => {
    const limit = { limit: 1, windowMs: 1 };
    const sandbox = adasSandbox({ switches: { loginRateLimit: limit } });
    limit.limit = 9;
    expect(sandbox.switches.get().loginRateLimit).toEqual({ limit: 1, windowMs: 1 });
  });

  it('refuses what is no switch or no setting of it, and then changes nothing', () => {
    const sandbox = adasSandbox();
    const wrong = [
      { sendDates: true },
      { sendDate: 'yes' },
      { consumerLogout: 'everything' },
      { cors: true },
      { cors: { exposeDate: true } },
      { loginRateLimit: { limit: -1, windowMs: 1 } },
      { sendDate: false, lengthUnit: 'inches' },
      [],
      null,
    ];
    for (const switches of wrong) {
      expect(() => sandbox.switches.set(switches as never), JSON.stringify(switches)).toThrow(TypeError);
    }
    expect(sandbox.switches.get()).toEqual(defaultSwitches);
  });
});
