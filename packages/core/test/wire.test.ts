import { describe, expect, test } from 'vitest';
import { wireOf } from '../src/call/wire.ts';
import { operations } from '../src/operations/index.ts';
import { check } from '../src/standard-schema.ts';

const newPassword = 'Newer-Horse-10';

describe('a field', () => {
  test('has its place, and the name that the service gives it', () => {
    expect(
      wireOf(operations.login.fields, { email: 'ada@example.com', password: 'x', noExpire: true }),
    ).toEqual({
      body: { email: 'ada@example.com', password: 'x', no_expire: true },
    });
    expect(wireOf(operations.verifyResetToken.fields, { token: 'a b' })).toEqual({ query: { token: 'a b' } });
    expect(wireOf(operations.deleteConsumerKey.fields, { key: 'k' })).toEqual({ path: { consumerKey: 'k' } });
    expect(wireOf(operations.logout.fields, {})).toEqual({});
  });

  test('that is absent is what it defaults to', () => {
    const { body } = wireOf(operations.login.fields, { email: 'ada@example.com', password: 'x' });
    expect(body).toEqual({ email: 'ada@example.com', password: 'x', no_expire: false });
  });

  test('that is absent is the same as another field', () => {
    const { fields } = operations.resetPassword;
    expect(wireOf(fields, { token: 't', newPassword }).body).toEqual({
      token: 't',
      password: newPassword,
      confirm_password: newPassword,
    });
    expect(wireOf(fields, { token: 't', newPassword, confirmPassword: 'other' }).body).toMatchObject({
      confirm_password: 'other',
    });
  });

  test('that is absent and defaults to nothing is not sent', () => {
    expect(wireOf(operations.createConsumerKey.fields, { permissions: ['APIS'] })).toEqual({
      body: { permissions: ['APIS'] },
    });
    expect(
      wireOf(operations.createConsumerKey.fields, { permissions: ['APIS'], label: 'l', ips: ['192.0.2.1'] }),
    ).toEqual({ body: { permissions: ['APIS'], label: 'l', ips: ['192.0.2.1'] } });
  });
});

test('a polluted Object.prototype makes nothing optional, and gives nothing a default', () => {
  const polluted = { optional: true, default: 'inherited', sameAs: 'email', body: {}, query: { a: 'b' } };
  Object.assign(Object.prototype, polluted);
  try {
    expect(check(operations.requestPasswordReset.request, {}).issues).toEqual([
      { path: 'email', code: 'missing_required_parameter' },
    ]);
    expect(check(operations.login.reply, {}).issues).toEqual([{ path: 'auth', code: 'missing' }]);
    expect(Object.keys(wireOf(operations.logout.fields, {}))).toEqual([]);
    expect(wireOf(operations.createConsumerKey.fields, { permissions: ['APIS'] }).body).toEqual({
      permissions: ['APIS'],
    });
  } finally {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
  }
});
