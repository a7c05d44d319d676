export * from '@turbosmtp-auth/core/api';
