import { z } from 'zod';

/** The sign-in form. Messages are i18n keys of `common`. */
export const loginSchema = z.object({
  email: z.email({ error: 'login.emailFault' }).max(254, { error: 'login.emailFault' }),
  password: z.string().min(1, { error: 'login.required' }).max(200, { error: 'login.wrong' }),
  to: z.string().max(2000).default('/'),
});
