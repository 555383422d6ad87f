//! French sentences.

super::sentences! {
    NotARecord: "la demande doit être un objet avec les champs documentés, reçu : {got}",
    Required: "{field} est obligatoire",
    RequiredForCard: "{field} est obligatoire pour payer par carte",
    CardOptionHidden: "{field} manque : le guichet ne proposera pas la carte",
    NotText: "{field} doit être un texte, reçu : {got}",
    NotABoolean: "{field} doit valoir true ou false, reçu : {got}",
    #[cfg(feature = "clients")]
    NotAFunction: "{field} doit être une fonction",
    #[cfg(feature = "clients")]
    NotADuration: "{field} doit être un nombre de millisecondes supérieur à 0",
    BrokenText: "{field} contient un caractère abîmé ; saisissez-le de nouveau",
    TextTooLong: "{field} : {maximum} caractères au plus",
    Unreadable: "{field} : lecture impossible ; donnez une valeur simple",
    FieldUnknown: "{field} n'est pas un champ documenté{suggestion: (* ?)}",
    FieldForbidden: "{field} n'est pas permis comme nom de champ",
    AmountNotANumber: "le montant doit être un nombre, reçu : {got}",
    AmountNotWhole: "le montant doit être un nombre entier sans décimales, reçu : {got}{suggestion: (* ?)}",
    AmountNotMultiple: "le montant {got} n'est pas un multiple de {multiple}{lower: ; les plus proches sont * et }{upper}{suggestion: ; le plus proche est *}",
    AmountTooSmall: "le montant {got} est trop petit ; le minimum est {minimum}{currency: *}",
    AmountProbablyTooSmall: "le montant {got} est peut-être trop petit ; certains comptes commencent à {minimum}{currency: *}",
    AmountTooLarge: "le montant est trop grand ; le maximum est {maximum}",
    CurrencyUnknown: "la devise {got} n'est pas acceptée ; choisissez parmi {expected}",
    CountryUnknown: "{got} n'est pas un code de pays connu, comme CI, SN ou FR{suggestion: (* ?)}",
    StateRequired: "{field} est obligatoire pour le pays {country}",
    StateUnknown: "{got} n'est ni un État ni une province du pays {country}",
    StateFormat: "{field} doit avoir deux lettres, reçu : {got}",
    ZipCodeLength: "{field} doit avoir de 1 à {maximum} caractères, reçu {length}",
    ZipCodeSize: "{field} devrait avoir 5 caractères, reçu {length}",
    ZipCodePattern: "{field} ne ressemble pas à un code postal du pays {country}, par exemple {expected}",
    EmailInvalid: "{field} doit être une adresse e-mail comme nom@exemple.com",
    EmailHidden: "{field} est un texte copié d'une page qui masque les adresses ; mettez la vraie adresse",
    UrlInvalid: "{field} doit être une adresse web complète comme https://exemple.com/chemin",
    UrlCredentials: "{field} ne doit contenir ni identifiant ni mot de passe",
    UrlNotPublic: "{field} est une adresse que le service ne peut pas joindre de l'extérieur",
    TransactionIdCharacters: "{field} : {got} contient des caractères qui font échouer le paiement (# / $ & ou un caractère invisible) ; prenez par exemple {suggestion}",
    TransactionIdAdvice: "{field} : pour {got}, mieux vaut des lettres, des chiffres, - et ., par exemple {suggestion}",
    ChannelUnknown: "{field} : {got} n'existe pas ; choisissez parmi {expected}",
    LangUnknown: "{field} : {got} n'est pas disponible ; choisissez fr ou en",
    PhoneInvalid: "{field} doit être un numéro de téléphone avec son indicatif, comme +225 suivi du numéro",
    PhoneNotInternational: "{field} : il manque l'indicatif du pays ; écrivez +225 suivi du numéro",
    PhoneRequiredByLock: "{field} est obligatoire quand lock_phone_number vaut true : indicatif et numéro, en chiffres",
    InvoiceDataShape: "invoice_data accepte des textes courts, chacun sous un nom ; reçu pour {field} : {got}",
    InvoiceDataTooMany: "{field} accepte au plus {maximum} entrées, reçu {length}",
    #[cfg(feature = "clients")]
    SecretInPage: "{field} est un secret : gardez-le sur votre serveur, tout le monde peut lire une page",
    PhoneOldFormat: "{field} : ce numéro date d'avant l'allongement des numéros de son pays ; donnez le numéro actuel{suggestion: (*…)}",
    PhoneTooShort: "{field} : ce numéro est trop court pour son pays",
    PhoneTooLong: "{field} : ce numéro est trop long pour son pays",
    PhoneUnlikely: "{field} : ce numéro ne ressemble pas à un numéro de son pays ; vérifiez-le",
    PhonePlanUnknown: "{field} : la forme convient, mais le plan de numérotation de ce pays n'est pas chargé",
    AmountProbablyNotMultiple: "le montant {got} sera sans doute refusé : l'opérateur accepte des multiples de {multiple}{lower: ; les plus proches sont * et }{upper}{suggestion: ; le plus proche est *}",
    PrefixInvalid: "{field} doit être un indicatif de pays en chiffres, comme 225 ; reçu : {got}",
    PhoneNotNational: "{field} doit être un numéro national en chiffres, sans l'indicatif du pays",
    #[cfg(feature = "clients")]
    IdRepeated: "{field} : cet identifiant figure déjà dans la liste ; chaque paiement a besoin du sien",
    #[cfg(feature = "clients")]
    ListExpected: "une liste d'au moins un élément est attendue, reçu : {got}",
    ServiceIdInvalid: "{field} doit être le numéro d'un service de votre compte, reçu : {got}",
    OtpRequired: "{field} est obligatoire : le client obtient le code en composant le {ussd}",
    OtpInvalid: "{field} doit contenir les chiffres que le client a reçus",
    #[cfg(feature = "clients")]
    NotACount: "{field} doit être un nombre entier de 1 à {maximum}",
    CurrencyNotOfCountry: "{field} : {got} n'est pas encaissé dans le pays {country} ; prenez {expected}",
    CurrencyNotOfAccount: "la devise {got} n'est pas celle du compte, qui encaisse en {expected}",
    #[cfg(feature = "clients")]
    CounterUrlRefused: "{field} n'est pas l'adresse d'un guichet connu ; il faut du https, sur une origine de CinetPay ou de counterOrigins",
    #[cfg(feature = "clients")]
    PresentationUnknown: "{field} doit être modal, popup, redirect ou auto",
    #[cfg(feature = "clients")]
    CounterOpen: "un guichet est déjà ouvert ; fermez-le avant d'en ouvrir un autre",
    TextTooShort: "{field} : {minimum} caractères au moins",
    PaymentMethodFormat: "{field} doit être un opérateur et un pays, comme OM_CI ; reçu : {got}",
    PaymentMethodUnknown: "{field} : {got} ne figure pas parmi les moyens du pays {country}{expected:: *}",
    #[cfg(feature = "clients")]
    CountryNotServed: "{field} : {got} n'est pas desservi ; choisissez parmi {expected}",
    PhoneNotOfCountry: "{field} doit être un numéro du pays du paiement, {country}",
    PhoneOfOtherOperator: "{field} : ce numéro semble être un numéro {got}, non {expected} ; vérifiez-le",
    RequiredForDirectPay: "{field} est obligatoire pour un paiement direct",
    #[cfg(feature = "clients")]
    KeyUnknown: "{field} devrait commencer par sk_test_ ou sk_live_ ; pour une autre clé, donnez base_url",
    #[cfg(feature = "clients")]
    KeysMixed: "{field} est d'un autre environnement que le reste : {expected}",
    AccountUnclear: "{field} ne désigne pas un seul compte{expected: ; le pays doit être *}",
    #[cfg(feature = "clients")]
    IdOfAnother: "{field} : {got} a déjà servi pour un autre paiement ; chacun a besoin du sien",
    #[cfg(feature = "clients")]
    NoCounterpart: "{field} n'a pas d'équivalent dans {expected} : il n'est pas transmis",
    PhoneNotMobile: "{field} : c'est le numéro d'une ligne fixe ; il faut un numéro de mobile",
    EmailUnlikely: "{field} : il y a un point là où peu d'adresses en ont un ; vérifiez",
    AmountInOtherCurrency: "le montant {got} est dans une autre devise ; donnez-le en {expected}",
    #[cfg(feature = "clients")]
    RowTooLong: "la ligne a {length} cases et l'en-tête {maximum} colonnes ; une valeur qui contient le séparateur se met entre guillemets",
    #[cfg(feature = "clients")]
    ColumnRepeated: "la colonne {field} figure deux fois dans l'en-tête ; gardez-en une",
}
