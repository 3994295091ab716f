package io.cardport.simulators.artha;

import java.util.List;

/** What a product wants to know (§1.3, spelled as there): field names of the requirements page. */
enum Requirement {
    PassportOnly("docType", "docId", "frontDoc", "backDoc"),
    Passport("docType", "docId", "frontDoc", "backDoc", "docExpireDate"),
    IdTypes("docType", "docId", "frontDoc", "backDoc", "docExpireDate"),
    FullNameOnly("firstName", "lastName"),
    FullName("firstName", "lastName", "gender", "dob"),
    Comms("email", "mobileCode", "mobile"),
    EmergencyContact("emergencyContact"),
    Address("address", "city", "zipCode", "countryIsoThree"),
    FullAddress("address", "city", "state", "zipCode", "countryIsoThree"),
    HandedPassport("handHoldIdPhoto"),
    Face("photo"),
    Sign("signImage"),
    Biomatric("biomatric"),
    IssueDate("docIssueDate"),
    IpAddress("IP"),
    FinancialProfile("occupation", "accountPurpose", "annualSalary", "expectedMonthlyVolume");

    private final List<String> fields;

    Requirement(String... fields) {
        this.fields = List.of(fields);
    }

    List<String> fields() {
        return fields;
    }
}
