package io.cardport.signatures;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** The JDK's RSA signatures with the parameters of RFC 9421 sections 3.3.1 and 3.3.2. */
final class RsaSignatures {
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, PSSParameterSpec.TRAILER_FIELD_BC);

    private RsaSignatures() {}

    static Signature of(Algorithm algorithm) throws GeneralSecurityException {
        if (algorithm == Algorithm.RSA_V1_5_SHA256) {
            return Signature.getInstance("SHA256withRSA");
        }
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(PSS);
        return pss;
    }
}
