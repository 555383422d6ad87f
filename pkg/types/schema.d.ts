import type {
  AirtimeSendRequest, AurorePaymentSent, AuroreTransferSent, checkAirtimeContact, checkAirtimeSend, checkAurorePayment, checkAuroreTransfer, checkCheckout, checkEasyTransfert, checkTransferContact, checkTransferSend,
  CheckoutRequest, Contact, EasyTransfertRequest, IssueCode, Normalised, TransferSendRequest,
} from './validate.js'

/** An issue as Standard Schema has it, with what ours say besides. */
export interface SchemaIssue {
  readonly message: string
  /** `['invoice_data', 'Matricule']`; none where the request as a whole is wrong. */
  readonly path?: readonly PropertyKey[] | undefined
  readonly code: IssueCode
  readonly severity: 'error'
  readonly params: Record<string, string | number>
}

/**
 * A request's check as a schema of Standard Schema version 1 (standardschema.dev). What comes out is normalised; warnings pass, unless `strict`.
 * The check is synchronous.
 */
export interface RequestSchema<Request, Options, Asked = Request> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'guichet'
    readonly validate: (
      value: unknown,
    ) => { readonly value: Normalised<Asked>; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] }
    readonly types?: { readonly input: Asked; readonly output: Normalised<Asked> } | undefined
  }
  /** The same with options of the check: `checkoutSchema.with({ lang: 'fr', only: ['amount', 'currency'] })`. */
  with<const Chosen extends Options>(options: Chosen): RequestSchema<Request, Options, Only<Request, Chosen, Asked>>
}

/** The fields that `only` names; without it, those of before. */
type Only<Request, Options, Before> = Options extends { only: readonly (infer Field)[] } ? Pick<Request, Field & keyof Request> : Before

type OptionsOf<Check> = Check extends (value: unknown, options?: infer Options) => unknown ? NonNullable<Options> : never

/** A checkout request. */
export const checkoutSchema: RequestSchema<CheckoutRequest, OptionsOf<typeof checkCheckout>>
/** A contact of Transfer. */
export const transferContactSchema: RequestSchema<Contact, OptionsOf<typeof checkTransferContact>>
/** Money to a contact. */
export const transferSendSchema: RequestSchema<TransferSendRequest, OptionsOf<typeof checkTransferSend>>
/** A contact of Airtime. */
export const airtimeContactSchema: RequestSchema<Contact, OptionsOf<typeof checkAirtimeContact>>
/** Airtime for a contact. */
export const airtimeSendSchema: RequestSchema<AirtimeSendRequest, OptionsOf<typeof checkAirtimeSend>>
/** A request of EasyTransfert. */
export const easyTransfertSchema: RequestSchema<EasyTransfertRequest, OptionsOf<typeof checkEasyTransfert>>
/** A payment of Aurore. */
export const aurorePaymentSchema: RequestSchema<AurorePaymentSent, OptionsOf<typeof checkAurorePayment>>
/** A transfer of Aurore. */
export const auroreTransferSchema: RequestSchema<AuroreTransferSent, OptionsOf<typeof checkAuroreTransfer>>
