package io.cardport.simulators.uqpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardport.simulators.frame.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardholderTest extends UqpayFixture {

    private static final String PATH = "/v1/issuing/cardholders";

    @Test
    void aSimpleHolderIsUsableAtOnceAndAVerifiedOneAfterItsReview() {
        assertThat(api.post(PATH, person(1)).text("cardholder_status")).isEqualTo("SUCCESS");
        var standard = api.post(PATH, verifiable(2));
        assertThat(standard.text("cardholder_status")).isEqualTo("PENDING");
        pass(2);
        var read = api.get(PATH + "/" + standard.text("cardholder_id"));
        assertThat(read.text("cardholder_status")).isEqualTo("SUCCESS");
        assertThat(read.text("create_time")).isEqualTo("2026-11-20 18:00:00");
        assertThat(read.body().has("identity")).isFalse();
    }

    @Test
    void enhancedVerificationIsByThirdPartyOrByLink() {
        ObjectNode proof = verifiable(1);
        proof.putObject("kyc_verification")
                .put("method", "THIRD_PARTY")
                .putObject("kyc_proof")
                .put("provider", "SUMSUB")
                .put("reference_id", "0123456789");
        assertThat(api.post(PATH, proof).text("cardholder_status")).isEqualTo("SUCCESS");
        ObjectNode again = verifiable(3);
        again.set("kyc_verification", proof.path("kyc_verification"));
        assertThat(api.post(PATH, again).text("code")).isEqualTo("reference_id_already_exists");
        ObjectNode link = verifiable(2);
        link.putObject("kyc_verification").put("method", "SUMSUB_REDIRECT");
        var reply = api.post(PATH, link);
        assertThat(reply.text("cardholder_status")).isEqualTo("INCOMPLETE");
        assertThat(reply.text("idv_verification_url")).startsWith("https://");
    }

    @ParameterizedTest
    @CsvSource({
        "email,nobody",
        "first_name,' Ada'",
        "first_name,A1",
        "country_code,XX",
        "country_code,sg",
        "phone_number,+6586683306",
        "phone_number,123",
        "date_of_birth,2008-11-21",
        "date_of_birth,1946-11-20",
        "date_of_birth,20.11.1990",
        "gender,female",
        "nationality,KP",
        "nationality,Singapore"
    })
    void fieldsAreChecked(String name, String value) {
        var reply = api.post(PATH, person(1).put(name, value));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.text("message")).contains(name);
        assertThat(simulators.uqpay().state().path("holders")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2008-11-20", "1946-11-21"})
    void theEdgesOfTheAgeWindowAreInside(String birth) {
        assertThat(api.post(PATH, person(1).put("date_of_birth", birth)).status())
                .isEqualTo(200);
    }

    @Test
    void requiredFieldsTypesAndJsonAreChecked() {
        for (String name : new String[] {"email", "first_name", "last_name", "country_code", "phone_number"}) {
            ObjectNode person = person(1);
            person.remove(name);
            assertThat(api.post(PATH, person).text("message")).isEqualTo(name + " is required");
            assertThat(api.post(PATH, person.put(name, 5)).text("message")).isEqualTo(name + " must be a string");
        }
        assertThat(api.post(PATH, "[]").status()).isEqualTo(400);
        assertThat(api.post(PATH, "{\"email\":").status()).isEqualTo(400);
        ObjectNode card = verifiable(1);
        ((ObjectNode) card.path("identity")).put("type", "ID_CARD");
        assertThat(api.post(PATH, card).text("message")).isEqualTo("identity.back_file is required");
    }

    @Test
    void emailAndPhoneAreUniqueAndNamesImmutable() {
        String id = api.post(PATH, person(1)).text("cardholder_id");
        assertThat(api.post(PATH, person(2).put("email", "holder1@example.com")).text("type"))
                .isEqualTo("cardholder_error");
        assertThat(api.post(PATH, person(2).put("phone_number", "86000001")).text("type"))
                .isEqualTo("cardholder_error");
        assertThat(api.post(PATH + "/" + id, Json.object().put("first_name", "Eve"))
                        .status())
                .isEqualTo(400);
        assertThat(api.post(PATH + "/" + id, Json.object().put("email", "new@example.com"))
                        .status())
                .isEqualTo(200);
        assertThat(api.get(PATH + "/" + id).text("email")).isEqualTo("new@example.com");
        assertThat(api.post(PATH, person(2).put("email", "holder1@example.com")).status())
                .isEqualTo(200);
    }

    @Test
    void listsArePagedAndFiltered() {
        for (int i = 0; i < 12; i++) {
            api.post(PATH, i < 11 ? person(i) : verifiable(i));
        }
        var page = api.get(PATH + "?page_size=10&page_number=2").body();
        assertThat(page.path("total_pages").asInt()).isEqualTo(2);
        assertThat(page.path("data")).hasSize(2);
        assertThat(api.get(PATH + "?cardholder_status=PENDING")
                        .body()
                        .path("total_items")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.get(PATH + "?page_size=9").status()).isEqualTo(400);
        assertThat(api.get(PATH + "?page_size=101").status()).isEqualTo(400);
        assertThat(api.get(PATH + "?page_number=0").status()).isEqualTo(400);
    }

    @Test
    void controlDecidesReviews() {
        simulators.uqpay().set("auto-approve", 0);
        String id = api.post(PATH, verifiable(1)).text("cardholder_id");
        pass(10);
        assertThat(api.get(PATH + "/" + id).text("cardholder_status")).isEqualTo("PENDING");
        simulators
                .uqpay()
                .call("POST", "/holders/" + id + "/reject", Json.object().put("reason", "blurred"));
        assertThat(api.get(PATH + "/" + id).text("cardholder_status")).isEqualTo("FAILED");
        ObjectNode again = Json.object();
        again.set("identity", verifiable(1).path("identity"));
        assertThat(api.post(PATH + "/" + id, again).text("cardholder_status")).isEqualTo("PENDING");
        simulators.uqpay().call("POST", "/holders/" + id + "/approve", Json.object());
        assertThat(api.get(PATH + "/" + id).text("cardholder_status")).isEqualTo("SUCCESS");
    }
}
