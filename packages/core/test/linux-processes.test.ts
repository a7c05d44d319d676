import { describe, expect, it } from 'vitest';
import { linuxProcesses } from '../src/files.ts';

const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error('as a runtime says it'), { code });
};

describe('a process of Linux', () => {
  const processOf = (readText: () => Promise<string>) =>
    linuxProcesses({ readText, readLink: failing('EACCES') }).process(7);

  it('runs, or is a zombie', async () => {
    const stat = (state: string): string =>
      `7 (a (odd) name) ${state} ${Array.from({ length: 18 }, () => 0).join(' ')} 4711 0`;
    expect(await processOf(async () => stat('S'))).toEqual({ running: true, started: '4711' });
    expect(await processOf(async () => stat('Z'))).toEqual({ running: false, started: '4711' });
  });

  it.each(['ENOENT', 'ESRCH'])('is gone where reading it fails with %s', async (code) => {
    expect(await processOf(failing(code))).toEqual({ running: false, started: null });
  });

  it.each(['EACCES', 'EMFILE'])('may not be known where reading it fails with %s', async (code) => {
    expect(await processOf(failing(code))).toBeNull();
  });
});

describe('the scope of process ids', () => {
  it('is one run of the machine, and one namespace', async () => {
    const { scope } = linuxProcesses({ readText: async () => 'boot\n', readLink: async () => 'pid:[1]' });
    expect(await scope()).toBe('boot pid:[1]');
  });

  it.each(['ENOENT', 'EACCES'])('may not be known where reading it fails with %s', async (code) => {
    const { scope } = linuxProcesses({ readText: async () => 'boot\n', readLink: failing(code) });
    expect(await scope()).toBeNull();
  });
});

describe('the `/proc` of another namespace', () => {
  const linkOf = (self: string) => async (path: string) => (path === '/proc/self' ? self : 'pid:[1]');
  const scopeOf = (self: string): Promise<string | null> =>
    linuxProcesses({ pid: 7, readText: async () => 'boot\n', readLink: linkOf(self) }).scope();

  it('is not believed', async () => {
    expect(await scopeOf('4711')).toBeNull();
    expect(await scopeOf('')).toBeNull();
    expect(await scopeOf('7')).toBe('boot pid:[1]');
  });
});
