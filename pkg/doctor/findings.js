// @ts-check
/** Everything that the doctor can find, in a sentence that says what to do. */

/**
 * @typedef {object} Finding
 * @property {string} subject the service, or `notify_url`
 * @property {'ok' | 'warning' | 'error'} severity
 * @property {keyof typeof SENTENCES} code
 * @property {Record<string, string | number>} params none of them secret
 */

/** `{name}` stands for a parameter. */
export const SENTENCES = /** @type {const} */ ({
  resolves: { en: '{host} resolves: {v4} IPv4, {v6} IPv6', fr: '{host} a une adresse : {v4} IPv4, {v6} IPv6' },
  dns_failed: {
    en: '{host} has no address ({cause}): check base_url, your DNS, and whether the provider has moved your account to its new API',
    fr: '{host} n’a pas d’adresse ({cause}) : vérifiez base_url, votre DNS, et si le fournisseur a déplacé votre compte vers sa nouvelle API',
  },
  reached: { en: 'reached over {families}', fr: 'joint en {families}' },
  unreachable: {
    en: 'nothing answers at {host} ({cause}): check the port, your firewall and your proxy',
    fr: 'rien ne répond à {host} ({cause}) : vérifiez le port, votre pare-feu et votre proxy',
  },
  family_unreachable: {
    en: '{family} does not get through while {other} does ({cause}): calls may hang or leave by another address; fix the route, or start Node with --dns-result-order=ipv4first',
    fr: '{family} ne passe pas alors que {other} passe ({cause}) : des appels peuvent traîner ou sortir par une autre adresse ; réparez la route, ou lancez Node avec --dns-result-order=ipv4first',
  },
  certificate: {
    en: 'the certificate of {host} is not trusted ({cause}): a proxy in between, an old certificate store, or a wrong address',
    fr: 'le certificat de {host} n’est pas reconnu ({cause}) : un proxy sur le chemin, un magasin de certificats ancien, ou une mauvaise adresse',
  },
  clock_skew: {
    en: 'your clock is {seconds} s away from the service’s: tokens expire at the wrong time; synchronise it (NTP)',
    fr: 'votre horloge est à {seconds} s de celle du service : les jetons expirent au mauvais moment ; synchronisez-la (NTP)',
  },
  clock_right: { en: 'the clocks agree', fr: 'les horloges concordent' },
  user_agent_needed: {
    en: 'requests without a User-Agent are turned away ({status}): this package sends one on servers, your own code must too',
    fr: 'les requêtes sans User-Agent sont rejetées ({status}) : ce paquet en envoie un côté serveur, votre propre code doit le faire aussi',
  },
  wrong_generation: {
    en: 'the key begins with sk_: it is of CinetPay’s new API (Aurore), which this service does not know; use the apikey of the old back-office, or the new API',
    fr: 'la clé commence par sk_ : elle est de la nouvelle API de CinetPay (Aurore), que ce service ne connaît pas ; prenez l’apikey de l’ancien back-office, ou la nouvelle API',
  },
  options_refused: { en: 'the account is not complete: {issues}', fr: 'le compte est incomplet : {issues}' },
  apikey_refused: { en: 'the apikey is not accepted ({code}): copy it from the back-office, Integration menu', fr: 'l’apikey n’est pas acceptée ({code}) : copiez-la du back-office, menu Intégration' },
  site_refused: { en: 'the site_id is not accepted ({code}): copy it from the back-office; it belongs to one apikey', fr: 'le site_id n’est pas accepté ({code}) : copiez-le du back-office ; il va avec une apikey' },
  password_refused: {
    en: 'apikey or password are not accepted ({code}): the password is the one set for API transfers, not the back-office’s',
    fr: 'l’apikey ou le mot de passe n’est pas accepté ({code}) : le mot de passe est celui des transferts par API, pas celui du back-office',
  },
  address_not_listed: {
    en: 'this server’s address is not on the account’s list ({code}): have it added, IPv6 too where it leaves by IPv6. {message}',
    fr: 'l’adresse de ce serveur n’est pas sur la liste du compte ({code}) : faites-la ajouter, en IPv6 aussi si elle sort par IPv6. {message}',
  },
  key_refused: { en: 'the key is not accepted, or the account is blocked ({code})', fr: 'la clé n’est pas acceptée ou le compte est bloqué ({code})' },
  blocked_by_firewall: {
    en: 'a firewall in front of the service turns requests away (HTTP {status}): ask the provider to let your address in',
    fr: 'un pare-feu devant le service rejette les requêtes (HTTP {status}) : demandez au fournisseur d’admettre votre adresse',
  },
  redirected: { en: 'the address redirects (HTTP {status}): use the address that it leads to as base_url', fr: 'l’adresse redirige (HTTP {status}) : prenez l’adresse où elle mène comme base_url' },
  not_the_service: { en: 'what answers is not the service (HTTP {status}): check base_url and the proxy', fr: 'ce qui répond n’est pas le service (HTTP {status}) : vérifiez base_url et le proxy' },
  no_answer: { en: 'the service takes the connection and does not answer ({kind})', fr: 'le service accepte la connexion et ne répond pas ({kind})' },
  failing: { en: 'the service fails ({code}): try later. {message}', fr: 'le service est en panne ({code}) : réessayez plus tard. {message}' },
  account_works: { en: 'the account is accepted', fr: 'le compte est accepté' },
  notify_invalid: { en: 'notify_url is not an address: {issues}', fr: 'notify_url n’est pas une adresse : {issues}' },
  notify_not_public: { en: 'notify_url is not public: the service cannot reach {host}; use a tunnel while you develop', fr: 'notify_url n’est pas publique : le service ne peut pas joindre {host} ; utilisez un tunnel en développement' },
  notify_unreachable: { en: 'notify_url does not answer ({cause})', fr: 'notify_url ne répond pas ({cause})' },
  notify_refuses: { en: 'notify_url answers HTTP {status} to GET: the service asks first whether it is there, and expects 200', fr: 'notify_url répond HTTP {status} à GET : le service vérifie d’abord qu’elle existe et attend 200' },
  notify_works: { en: 'notify_url answers', fr: 'notify_url répond' },
})

/** @param {Pick<Finding, 'code' | 'params'>} finding @param {'fr' | 'en'} lang */
export const sentenceOf = ({ code, params }, lang) =>
  SENTENCES[code][lang].replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? '')).trim()
