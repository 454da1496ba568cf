// Written by scripts/i18n-index.mjs; do not edit.
import mail from './en/mail.json' with { type: 'json' };

export default { mail };
