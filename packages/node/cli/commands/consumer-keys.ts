import type { CommandSpec } from '../command.ts';
import { createConsumerKey } from './consumer-keys/create.ts';
import { deleteConsumerKey } from './consumer-keys/delete.ts';
import { listConsumerKeys } from './consumer-keys/list.ts';
import { rotateConsumerKey } from './consumer-keys/rotate.ts';
import { saveConsumerKey } from './consumer-keys/save.ts';

export const consumerKeys: CommandSpec = {
  name: 'consumer-keys',
  summary: 'Manage consumer pairs, the other way to authenticate',
  description:
    'A consumer pair is a key and a secret that are valid until they are deleted. Only a pair can send mail over the API. For all commands but `save`, log in first.',
  commands: [listConsumerKeys, createConsumerKey, saveConsumerKey, rotateConsumerKey, deleteConsumerKey],
};
