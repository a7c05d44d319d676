import { describe, expect, it } from 'vitest';
import { stateDirectory } from '../src/state-directory.ts';

describe('stateDirectory', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', { HOME: '/home/ada' }, '/home/ada/.local/state/turbosmtp-auth'],
    ['linux', { HOME: '/home/ada', XDG_STATE_HOME: '/var/ada' }, '/var/ada/turbosmtp-auth'],
    ['linux', { XDG_STATE_HOME: '/var/ada' }, '/var/ada/turbosmtp-auth'],
    ['linux', { HOME: '/home/ada', XDG_STATE_HOME: 'var' }, '/home/ada/.local/state/turbosmtp-auth'],
    ['linux', { HOME: '/home/ada', XDG_STATE_HOME: '' }, '/home/ada/.local/state/turbosmtp-auth'],
    ['freebsd', { HOME: '/home/ada' }, '/home/ada/.local/state/turbosmtp-auth'],
    [
      'darwin',
      { HOME: '/Users/ada', XDG_STATE_HOME: '/x' },
      '/Users/ada/Library/Application Support/turbosmtp-auth',
    ],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
      'C:\\Users\\ada\\AppData\\Local\\turbosmtp-auth',
    ],
  ])('on %s with %j is %s', (platform, env, expected) => {
    expect(stateDirectory(platform, env)).toBe(expected);
  });

  it.each<[NodeJS.Platform, Record<string, string>]>([
    ['linux', {}],
    ['linux', { HOME: '' }],
    ['linux', { HOME: 'ada' }],
    ['linux', { HOME: '.', XDG_STATE_HOME: './state' }],
    ['darwin', {}],
    ['darwin', { HOME: '~' }],
    ['win32', {}],
    ['win32', { HOME: '/home/ada', LOCALAPPDATA: 'AppData' }],
    ['win32', { LOCALAPPDATA: 'C:AppData' }],
  ])('on %s with %j is unknown', (platform, env) => {
    expect(() => stateDirectory(platform, env)).toThrow(
      expect.objectContaining({ name: 'StorageError', code: 'storage_unavailable' }),
    );
  });
});
