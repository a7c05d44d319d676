/** A mail the service would have sent: to reset a password, or by `POST /mail/send`. */
export interface Mail {
  /** The sender. Absent: the service itself, to reset a password. */
  from?: string;
  /** Where it goes: one address, or what the caller gave. */
  to: string;
  /** One line. */
  subject: string;
  /** The mail as plain text. Empty if it has none. */
  text: string;
  /** The mail as a page. Empty if it has none. */
  html: string;
  /** Of a mail to reset a password: the secret token, as it also stands in the text. */
  token?: string;
  /** Of a mail by `POST /mail/send`: its `mid`, in decimal digits. */
  mid?: string;
  /** Epoch milliseconds on the sandbox's clock. */
  sentAt: number;
}

/** The mails of a sandbox. */
export interface Outbox {
  /** Oldest first. */
  list(): Mail[];
  /** Forgets all of them. */
  clear(): void;
}

export interface OutboxRegister extends Outbox {
  send(mail: Mail): void;
}

export function createOutbox(): OutboxRegister {
  let mails: Mail[] = [];
  return {
    send: (mail) => void mails.push(mail),
    list: () => mails.map((mail) => ({ ...mail })),
    clear() {
      mails = [];
    },
  };
}
