package io.cardport.testkit.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.card.CardControlsSpec;
import io.cardport.domain.card.CardControlsSpec.Interval;
import io.cardport.domain.card.CardControlsSpec.SpendingControl;
import io.cardport.domain.card.CardOptions;
import io.cardport.domain.card.CardType;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.issuing.CardActivation;
import io.cardport.domain.issuing.CardActivation.Activate;
import io.cardport.domain.issuing.IssueCommand;
import io.cardport.domain.issuing.Objection;
import io.cardport.domain.issuing.Outcome;
import io.cardport.domain.issuing.PinSetting;
import io.cardport.domain.issuing.ProviderRef;
import io.cardport.domain.issuing.SpendControls;
import io.cardport.domain.money.Money;
import io.cardport.domain.secret.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What an adapter refuses without sending anything it objects to beforehand, and nothing else. */
final class Objecting {
    private final IssuerBench bench;
    private final Stage stage;

    Objecting(IssuerBench bench) {
        this.bench = bench;
        this.stage = new Stage(bench);
    }

    void toCards() {
        IssueCommand usual = ready(Act.ISSUE).issuing();
        assertThat(bench.provider().objectionTo(usual)).isEmpty();
        for (IssueCommand command : unusual(usual)) {
            agree(bench.provider().objectionTo(command), () -> bench.provider().issue(command), command.options());
        }
    }

    void toActivations(CardActivation activation) {
        ProviderRef card = ready(Act.ACTIVATE).card();
        for (Optional<Secret> code : List.of(Optional.<Secret>empty(), Optional.of(Secret.of("000000")))) {
            for (Optional<Secret> pin : pins()) {
                var command = new Activate(stage.operation(), card, code, pin);
                agree(activation.objectionTo(command), () -> activation.activate(command), command);
            }
        }
    }

    void toPins(PinSetting setting) {
        ProviderRef card = ready(Act.SET_PIN).card();
        for (Optional<Secret> pin : pins()) {
            pin.ifPresent(given ->
                    agree(setting.objectionTo(given), () -> setting.setPin(stage.operation(), card, given), given));
        }
    }

    void toControls(SpendControls setting) {
        ProviderRef card = ready(Act.SET_CONTROLS).card();
        for (CardControlsSpec controls : controls()) {
            OperationId operation = stage.operation();
            agree(setting.objectionTo(controls), () -> setting.apply(operation, card, controls), controls);
        }
    }

    private Subject ready(Act act) {
        bench.calm();
        bench.proxy().forget();
        return stage.ready(act);
    }

    private void agree(Optional<Objection> objection, Supplier<? extends Outcome<?>> command, Object what) {
        bench.proxy().forget();
        Outcome<?> outcome = command.get();
        boolean unsent = bench.proxy().bytes() == 0;
        if (objection.isPresent()) {
            assertThat(outcome)
                    .as("%s", what)
                    .isEqualTo(new Outcome.Refused<>(objection.get().refusal()));
            assertThat(unsent).as("%s was sent", what).isTrue();
        } else {
            assertThat(unsent && outcome instanceof Outcome.Refused)
                    .as("%s was refused without an objection: %s", what, outcome)
                    .isFalse();
        }
    }

    private static List<Optional<Secret>> pins() {
        return List.of(
                Optional.empty(),
                Optional.of(Secret.of("739")),
                Optional.of(Secret.of(Stage.PIN)),
                Optional.of(Secret.of("739184739184")));
    }

    private List<CardControlsSpec> controls() {
        List<CardControlsSpec> all = new ArrayList<>(List.of(
                CardControlsSpec.NONE,
                new CardControlsSpec(Optional.of(bench.amount()), List.of(), Optional.empty()),
                new CardControlsSpec(
                        Optional.empty(),
                        List.of(),
                        Optional.of(
                                new CardControlsSpec.MerchantControls(List.of("5411"), List.of(), Optional.empty())))));
        for (Interval interval : Interval.values()) {
            var control = new SpendingControl(bench.amount(), interval);
            all.add(new CardControlsSpec(Optional.empty(), List.of(control), Optional.empty()));
            all.add(new CardControlsSpec(Optional.empty(), List.of(control, control), Optional.empty()));
        }
        return all;
    }

    private List<IssueCommand> unusual(IssueCommand usual) {
        CardOptions options = usual.options();
        List<IssueCommand> all = new ArrayList<>();
        controls().forEach(controls -> all.add(with(usual, options, controls)));
        CardControlsSpec none = CardControlsSpec.NONE;
        all.add(with(usual, named(options, "A".repeat(27)), none));
        all.add(with(usual, named(options, "A".repeat(50)), none));
        all.add(with(usual, loaded(options, Optional.empty()), none));
        all.add(with(usual, loaded(options, Optional.of(bench.amount())), none));
        all.add(with(usual, ending(options, Optional.of(CardOptions.SingleUse.CAPTURE), Optional.empty()), none));
        Instant end = Instant.now().plus(400, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        all.add(with(usual, ending(options, Optional.empty(), Optional.of(end)), none));
        var physical = new IssueCommand.ProductAtProvider(
                usual.product().reference(), CardType.PHYSICAL, usual.product().currency());
        all.add(new IssueCommand(stage.operation(), usual.card(), usual.holder(), physical, options, Optional.empty()));
        return all;
    }

    private IssueCommand with(IssueCommand usual, CardOptions options, CardControlsSpec controls) {
        var changed = new CardOptions(
                options.initialLoad(),
                options.nameOnCard(),
                options.addresses(),
                controls,
                options.singleUse(),
                options.expiresAt(),
                options.metadata());
        return new IssueCommand(
                stage.operation(), usual.card(), usual.holder(), usual.product(), changed, Optional.empty());
    }

    private static CardOptions named(CardOptions options, String name) {
        return new CardOptions(
                options.initialLoad(),
                Optional.of(name),
                options.addresses(),
                options.controls(),
                options.singleUse(),
                options.expiresAt(),
                options.metadata());
    }

    private static CardOptions loaded(CardOptions options, Optional<Money> load) {
        return new CardOptions(
                load,
                options.nameOnCard(),
                options.addresses(),
                options.controls(),
                options.singleUse(),
                options.expiresAt(),
                options.metadata());
    }

    private static CardOptions ending(
            CardOptions options, Optional<CardOptions.SingleUse> once, Optional<Instant> end) {
        return new CardOptions(
                options.initialLoad(),
                options.nameOnCard(),
                options.addresses(),
                options.controls(),
                once,
                end,
                options.metadata());
    }
}
