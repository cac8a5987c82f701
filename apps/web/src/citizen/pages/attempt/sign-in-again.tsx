import { useLanguage } from '../../language.js';

/** The session ended in the middle of an attempt: nothing is lost, and signing in leads back. */
export function SignInAgain({ attemptId }: { attemptId: string }) {
  const { t } = useLanguage();
  return (
    <div class="box box-warn" role="alert">
      <p>{t.attempt.signedOut}</p>
      <p>
        <a class="button" href={`/dang-nhap?tiep=/lam-bai/${attemptId}`}>
          {t.attempt.signInAgain}
        </a>
      </p>
    </div>
  );
}
