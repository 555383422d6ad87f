// @ts-check
import { makeBindForm } from './api/form/bind.js'
import { checkCheckout, countries, createPhoneTyper, parsePhone, states } from './validate.js'

export const bindForm = /* @__PURE__ */ makeBindForm({ checkCheckout, countries, createPhoneTyper, parsePhone, states })
