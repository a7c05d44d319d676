/** A mail the service would have sent. */
export interface ResetMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The secret token, as it also stands in the text. */
  token: string;
  /** Epoch milliseconds on the sandbox's clock. */
  sentAt: number;
}

export interface Outbox {
  /** Oldest first. */
  list(): ResetMail[];
  clear(): void;
}

export interface OutboxRegister extends Outbox {
  send(mail: ResetMail): void;
}

export function createOutbox(): OutboxRegister {
  let mails: ResetMail[] = [];
  return {
    send: (mail) => void mails.push(mail),
    list: () => mails.map((mail) => ({ ...mail })),
    clear() {
      mails = [];
    },
  };
}
