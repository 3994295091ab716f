package io.cardport.testkit.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardport.domain.account.Scope;
import io.cardport.domain.card.Card;
import io.cardport.domain.funding.OrderReading;
import io.cardport.domain.id.DeliveryId;
import io.cardport.domain.id.OperationId;
import io.cardport.domain.idempotency.Once;
import io.cardport.domain.issuing.FundsMoved;
import io.cardport.domain.issuing.OrderSeen;
import io.cardport.domain.operation.Operation;
import io.cardport.domain.operation.OperationState;
import io.cardport.domain.store.OperationStore;
import io.cardport.domain.store.Stores;
import io.cardport.domain.store.UnitOfWork;
import io.cardport.domain.usecase.LockCard;
import io.cardport.domain.usecase.Result;
import io.cardport.domain.webhook.Signal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Between a read and the lock another transaction may commit (READ COMMITTED): what was read then decides nothing. */
class OvertakenReadTest {
    private final House house = new House();
    private final WebhookIssuer webhooks = new WebhookIssuer();

    @Test
    void newsOfAnOrderDoNotMakeAnOperationDueThatWasSettledWhileTheyWaited() {
        Card card = house.activeCard();
        house.issuer.next(Mood.SLOW);
        Result<Card> result =
                new LockCard(house.context).handle(new LockCard.Command(house.target(card), ""), new Once.Unkeyed<>());
        OperationId id = ((Result.Pending<Card>) result).operation();
        Operation read = operation(id);
        OperationState.Waiting waiting = (OperationState.Waiting) read.state();
        house.issuer.finishOrders();
        house.runJobs(Duration.ofMinutes(5));
        assertThat(operation(id).state()).isEqualTo(new OperationState.Succeeded());

        DeliveryId delivery = webhooks.takeIn(
                house,
                new Signal.OrderSaid(
                        new OrderSeen(
                                waiting.order(),
                                OrderReading.SUCCEEDED,
                                "SUCCESS",
                                Optional.empty(),
                                FundsMoved.PLAIN,
                                Optional.empty()),
                        Optional.empty()));
        webhooks.applier(house, new ReadBefore(house.stores, read)).handle(delivery);

        assertThat(operation(id).progress().nextAt()).isEmpty();
    }

    private Operation operation(OperationId id) {
        return house.stores.read(
                all -> all.operations().find(new Scope.Everything(), id).orElseThrow());
    }

    /** Stores in which an operation is found as it was read before another transaction committed. */
    private record ReadBefore(UnitOfWork stores, Operation read) implements UnitOfWork {
        @Override
        public <T> T write(Function<Stores, T> work) {
            return stores.write(all -> work.apply(with(all)));
        }

        @Override
        public <T> T read(Function<Stores, T> work) {
            return stores.read(all -> work.apply(with(all)));
        }

        private Stores with(Stores all) {
            OperationStore operations = proxy(
                    OperationStore.class,
                    (method, arguments) -> method.getName().equals("find")
                            ? Optional.of(read)
                            : invoke(method, all.operations(), arguments));
            return proxy(
                    Stores.class,
                    (method, arguments) ->
                            method.getName().equals("operations") ? operations : invoke(method, all, arguments));
        }

        private interface Call {
            Object on(Method method, Object[] arguments) throws ReflectiveOperationException;
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> call.on(method, arguments == null ? new Object[0] : arguments)));
        }

        private static Object invoke(Method method, Object target, Object[] arguments)
                throws ReflectiveOperationException {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
