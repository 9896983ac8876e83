/** How a text reaches a phone. */
export interface SmsGateway {
  /** `phone` in E.164. Throws SmsError when the text was not taken. */
  send(phone: string, text: string): Promise<void>
}

export class SmsError extends Error {
  override readonly name = 'SmsError'
  /** Another try may help: the gateway is away or busy. */
  readonly isTransient: boolean

  constructor(sentence: string, isTransient: boolean) {
    super(sentence)
    this.isTransient = isTransient
  }
}
