import type { CommandSpec } from '../command.ts';
import { createConsumerKey } from './consumer-keys/create.ts';
import { deleteConsumerKey } from './consumer-keys/delete.ts';
import { listConsumerKeys } from './consumer-keys/list.ts';

export const consumerKeys: CommandSpec = {
  name: 'consumer-keys',
  summary: 'List, create and delete consumer pairs, the other way to authenticate',
  description:
    'A consumer pair is a key and a secret that are valid until they are deleted. Sending mail over the API takes a pair and nothing else. All three commands need somebody signed in.',
  commands: [listConsumerKeys, createConsumerKey, deleteConsumerKey],
};
